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
