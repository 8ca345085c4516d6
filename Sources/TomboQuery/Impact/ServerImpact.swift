import TomboRecords
import TomboStore

/// What becomes of servers whose host is lost, and of what leads to them.
struct ServerImpact {
    let loss: Loss
    let moment: Moment
    let cloud: String

    init(_ loss: Loss) {
        self.loss = loss
        moment = loss.finder.moment
        cloud = loss.finder.cloud
    }

    func lines() throws -> [ImpactLine] {
        guard !loss.servers.isEmpty, let spec = moment.reader.spec("nova_server") else { return [] }
        let keys = loss.servers.sorted()
        // Where only the server is lost, its host is not: it comes back there.
        let finder = loss.hosts.isEmpty ? nil : try MoveFinder(moment, cloud: cloud, servers: keys)
        loss.finder.kinds.formUnion(finder?.kinds ?? [])
        let rows = try moment.rows(spec.kind, ["name", "flavor_name"], cloud: cloud, keys: keys)
        return try rows.map { row in
            let flavor = row["flavor_name"].text.map { "flavor \($0)" } ?? "flavor unknown"
            var line = ImpactLine(spec: spec, name: row["name"].text ?? row.key, effect: .stops, detail: flavor)
            if !loss.hosts.isEmpty { try add(finder, row.key, to: &line) }
            return line
        } + floatingIPs(Value.list(keys.map { .text($0) }).json)
    }

    /// Where it could go, or why nowhere.
    private func add(_ finder: MoveFinder?, _ key: String, to line: inout ImpactLine) throws {
        guard let finder else {
            line.detail += "; where it could go is not known: Placement was never asked"
            return
        }
        let lost = Set(loss.hosts.compactMap { $0[.nova]?.key })
        let numbers = Set(finder.cloud.hosts.indices.filter { lost.contains(finder.cloud.hosts[$0].name) })
        guard let targets = finder.targets(of: key, without: numbers) else {
            line.detail += "; where it could go is not known: neither its claim nor its flavor is"
            return
        }
        let map = try loss.finder.hosts()
        line.canMoveTo = targets.hosts.map { number in
            map.host(.nova, key: finder.cloud.hosts[number].name)?.name ?? finder.cloud.hosts[number].name
        }
        if targets.hosts.isEmpty, targets.unknown.isEmpty {
            line.detail += "; no other host takes it: \(finder.words(targets.refused))"
        }
        if !targets.unknown.isEmpty { line.detail += "; not known of \(finder.words(targets.unknown))" }
    }

    private func floatingIPs(_ servers: String) throws -> [ImpactLine] {
        guard let spec = moment.reader.spec("neutron_floatingip"), try moment.has(spec.kind, cloud: cloud) else {
            return []
        }
        loss.finder.kinds.formUnion([spec.kind, "neutron_port"])
        return try moment.reader.rows(
            """
            SELECT f.floating_ip_address, s.name FROM neutron_floatingip f
            JOIN neutron_port p ON p.id = f.port_id AND p.cloud = f.cloud
            JOIN nova_server s ON s.id = p.device_id AND s.cloud = f.cloud
            WHERE f.cloud = ?1 AND s.id IN (SELECT value FROM json_each(?2))
            """, [.text(cloud), .text(servers)]
        ).map { row in
            ImpactLine(
                spec: spec, name: row[0].text ?? "", effect: .unreachable,
                detail: "it leads to \(row[1].text ?? "a server")")
        }
    }
}
