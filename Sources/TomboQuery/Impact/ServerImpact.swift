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
        let room = try Room(moment, cloud: cloud, without: loss)
        loss.finder.kinds.formUnion(room.kinds)
        let list = Value.list(loss.servers.sorted().map { .text($0) }).json
        let rows = try moment.rows(
            spec.kind,
            [
                "name", "status", "flavor_name", "flavor_vcpus", "flavor_ram_mib", "flavor_disk_gib", "image_id",
                "addresses",
            ], cloud: cloud, keys: loss.servers.sorted())
        return try rows.map { row in
            let flavor = row["flavor_name"].text.map { "flavor \($0)" } ?? "flavor unknown"
            let targets = loss.hosts.isEmpty ? nil : room.hosts(for: try room.claim(of: row))
            let note = targets?.isEmpty == true ? "; no other host has room" : ""
            return ImpactLine(
                spec: spec, name: row["name"].text ?? row.key, effect: .stops, detail: flavor + note,
                canMoveTo: targets)
        } + floatingIPs(list)
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

/// Where a server could go: hosts that are up, open to the scheduler and have
/// room for what it claims. Each server is looked at alone; zones, groups and
/// extra specs may say more.
private struct Room {
    private let room: HostRoom
    private var hosts: [PhysicalHost] = []
    private let moment: Moment
    private let cloud: String
    private(set) var kinds: Set<String> = ["placement_allocation", "nova_hypervisor"]

    init(_ moment: Moment, cloud: String, without loss: Loss) throws {
        self.moment = moment
        self.cloud = cloud
        room = try HostRoom(moment, cloud: cloud)
        kinds.formUnion(room.kinds)
        let lost = Set(loss.hosts.map(\.name))
        let open = Set(
            try moment.table(
                "nova_hypervisor", [], cloud: cloud, where: "v.state = 'up' AND v.status = 'enabled'"
            ).map(\.key))
        hosts = try loss.finder.hosts().hosts.filter { host in
            guard let key = host[.nova]?.key, !lost.contains(host.name) else { return false }
            return open.contains(key) && host[.placement].map { !room.disabled.contains($0.key) } ?? false
        }
    }

    /// What the scheduler would claim: what Placement has for it now, else what its flavor says.
    func claim(of server: TableRow) throws -> [String: Int64] {
        let allocation = try moment.table(
            "placement_allocation", ["resources"], cloud: cloud, where: "v.consumer = ?1", [.text(server.key)]
        ).first
        if case .object(let fields) = allocation?["resources"] ?? .null {
            return Dictionary(fields.compactMap { field in field.value.integer.map { (field.key, $0) } }) { $1 }
        }
        var claim: [String: Int64] = [:]
        claim["VCPU"] = server["flavor_vcpus"].integer
        claim["MEMORY_MB"] = server["flavor_ram_mib"].integer
        // A server that boots from a volume needs no disk of the host.
        if !server["image_id"].isNull { claim["DISK_GB"] = server["flavor_disk_gib"].integer }
        return claim
    }

    func hosts(for claim: [String: Int64]) -> [String] {
        hosts.filter { host in
            claim.allSatisfy { name, amount in amount == 0 || (room.amount(name, on: host).free ?? -1) >= amount }
        }.map(\.name)
    }
}
