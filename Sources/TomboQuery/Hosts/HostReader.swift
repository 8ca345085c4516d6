import TomboRecords
import TomboStore

/// Reads each layer's view of the hosts.
struct HostReader {
    let moment: Moment
    let cloud: String

    func members(_ kind: HostMember.Kind) throws -> [HostMember] {
        switch kind {
        case .maas:
            try rows(kind, ["hostname", "fqdn", "ip_addresses", "mac_addresses"]).map { row in
                member(
                    kind, row, name: row["fqdn"].text ?? row["hostname"].text,
                    HostRule.identifiers(
                        instance: row.key, names: [row["fqdn"].text, row["hostname"].text],
                        addresses: row["ip_addresses"].elements.map(\.text),
                        macs: row["mac_addresses"].elements.map(\.text)))
            }
        case .juju:
            // Containers live on a host, and are none.
            try rows(kind, ["parent", "instance_id", "hostname", "dns_name", "ip_addresses"]).filter {
                $0["parent"].isNull
            }.map { row in
                member(
                    kind, row, name: row["hostname"].text ?? row.key,
                    HostRule.identifiers(
                        instance: row["instance_id"].text,
                        // Before 3.0 Juju says no hostname; some providers give the name as the id.
                        names: [row["hostname"].text, row["dns_name"].text, row["instance_id"].text],
                        addresses: row["ip_addresses"].elements.map(\.text)))
            }
        case .nova:
            try rows(kind, ["host_ip"]).map { row in
                member(
                    kind, row, name: row.key, HostRule.identifiers(names: [row.key], addresses: [row["host_ip"].text]))
            }
        case .placement:
            try rows(kind, ["parent_provider"]).filter { $0["parent_provider"].isNull }.map { row in
                member(kind, row, name: row.key, HostRule.identifiers(names: [row.key]))
            }
        case .ceph:
            try rows(kind, []).map { row in
                member(kind, row, name: row.key, HostRule.identifiers(names: [row.key]))
            }
        }
    }

    private func member(
        _ kind: HostMember.Kind, _ row: TableRow, name: String?, _ identifiers: [HostRule: Set<String>]
    ) -> HostMember {
        let word = moment.reader.spec(kind.rawValue)?.word ?? kind.rawValue
        let name = name ?? row.key
        // Juju's machines are called by their place in the model, and not by a name that MAAS gave.
        let called = kind == .juju ? row.key : name
        return HostMember(
            kind: kind, key: row.key, name: name, reference: "\(word)/\(called)", identifiers: identifiers)
    }

    private func rows(_ kind: HostMember.Kind, _ columns: [String]) throws -> [TableRow] {
        try moment.table(kind.rawValue, columns, cloud: cloud)
    }
}

/// A resource with some of its values.
struct TableRow {
    let id: Int64
    let key: String
    let values: [String: Value]
    subscript(column: String) -> Value { values[column] ?? .null }
}

extension Moment {
    /// Some columns of each resource of a kind, typed; a column that this tombo's kind does not have is unknown.
    func table(
        _ kind: String, _ columns: [String], cloud: String, where condition: String = "1", _ arguments: [Value] = []
    ) throws -> [TableRow] {
        guard let spec = reader.spec(kind) else { return [] }
        let columns = columns.compactMap(spec.column)
        let names = columns.map { ", v.\"\($0.name)\"" }.joined()
        // The cloud is the last argument, whatever the condition takes.
        var rows: [TableRow] = []
        try reader.forEachRow(
            """
            SELECT v.resource_id, r.key\(names) FROM \(kind) v JOIN resource r ON r.id = v.resource_id
            WHERE (\(condition)) AND v.cloud = ?\(arguments.count + 1)
            """, arguments + [.text(cloud)]
        ) { row in
            guard let id = row[0].integer, let key = row[1].text else { return }
            var values: [String: Value] = [:]
            for (index, column) in columns.enumerated() { values[column.name] = column.typed(row[index + 2]) }
            rows.append(TableRow(id: id, key: key, values: values))
        }
        return rows
    }

    /// The same of the resources with these keys, which the index finds.
    func rows(_ kind: String, _ columns: [String], cloud: String, keys: [String]) throws -> [TableRow] {
        try table(
            kind, columns, cloud: cloud,
            where: """
                v.resource_id IN (SELECT id FROM resource WHERE key IN (SELECT value FROM json_each(?1))
                AND kind_id = (SELECT id FROM kind WHERE name = ?2))
                """, [.text(Value.list(keys.map { .text($0) }).json), .text(kind)])
    }
}
