import TomboRecords

/// A course's work: every day servers are made, stopped, moved, made larger and deleted, with all that goes with it
/// in the other kinds: port, claim, disk, usage, quota, and what Nova notes of who did it.
struct LabServers {
    private struct Own {
        var id: String
        var port: String
        var name: String
    }

    private var own: [Own] = []
    private var born = 0
    private static let model = "api1"

    mutating func live(_ lab: inout LabCloud) throws {
        // What is asked for as news is told again for ten minutes, and then no more.
        if lab.poll % 3 == 0 {
            for kind in ["nova_instance_action", "nova_migration", "nova_deleted_server"] {
                try lab.change(kind) { table in
                    for key in Set(table.rows.map { $0.values[0] }) {
                        table.remove(where: table.spec.columns[0].name, is: key)
                    }
                }
            }
        }
        switch lab.poll % LabCloud.day {
        case 40, 52: try create(&lab)
        case 100: try setPower(&lab, running: false)
        case 120: try setPower(&lab, running: true)
        case 150: try migrate(&lab)
        case 180: try resize(&lab)
        case 220, 221: if own.count > 6 { try delete(&lab) }
        default: break
        }
    }

    private mutating func create(_ lab: inout LabCloud) throws {
        let model = lab.table("nova_server").indices(where: "name", is: .text(Self.model))[0]
        let template = lab.table("nova_server").rows[model]
        let ports = lab.table("neutron_port")
        guard let portRow = ports.indices(where: "device_id", is: .text(template.key)).first else { return }
        let mac =
            "fa:16:3e:" + (0..<3).map { _ in Dice.hexadecimal(UInt64(lab.dice.roll(256)), 2) }.joined(separator: ":")
        born += 1
        let new = Own(id: lab.dice.uuid(), port: lab.dice.uuid(), name: "exercise-\(born)")
        let disk = Dice.hexadecimal(lab.dice.next() >> 16, 12)
        var texts = [
            template.key: new.id, ports.rows[portRow].key: new.port, Self.model: new.name,
            ports[portRow, "mac_address"].text ?? "": mac,
            ports[portRow, "fixed_ips"].elements.first?["ip_address"].text ?? "": "192.169.0.\(100 + born % 150)",
        ]
        for column in ["created", "launched_at"] {
            if let old = lab.table("nova_server")[model, column].text { texts[old] = lab.now.iso8601 }
        }
        for column in ["created_at", "updated_at"] {
            if let old = ports[portRow, column].text { texts[old] = lab.now.iso8601 }
        }
        let images = lab.table("ceph_rbd_image")
        for row in images.indices(where: "server", is: .text(template.key)) {
            if let old = images[row, "image_id"].text { texts[old] = disk }
        }
        for (kind, column) in [
            ("nova_server", "id"), ("neutron_port", "device_id"), ("placement_allocation", "consumer"),
            ("ceph_rbd_image", "server"),
        ] {
            try lab.change(kind) { table in
                let rows = table.indices(where: column, is: .text(template.key)).map { table.rows[$0] }
                try table.copy(rows, replacing: texts)
            }
        }
        own.append(new)
        try claim(&lab, of: new, sign: 1)
        try note("create", new, &lab)
    }

    private mutating func delete(_ lab: inout LabCloud) throws {
        let gone = own.removeFirst()
        try claim(&lab, of: gone, sign: -1)
        let servers = lab.table("nova_server")
        let row = servers.indices(where: "id", is: .text(gone.id))[0]
        let kept = [
            "id", "name", "project_id", "user_id", "host", "hypervisor_hostname", "flavor_name", "image_id", "created",
            "launched_at",
        ]
        let now = lab.now.iso8601
        try lab.change("nova_deleted_server") {
            try $0.append(kept.map { ($0, servers[row, $0]) } + [("terminated_at", .text(now))])
        }
        try note("delete", gone, &lab)
        for (kind, column) in [
            ("nova_server", "id"), ("neutron_port", "device_id"), ("placement_allocation", "consumer"),
            ("ceph_rbd_image", "server"),
        ] {
            try lab.change(kind) { $0.remove(where: column, is: .text(gone.id)) }
        }
    }

    private func setPower(_ lab: inout LabCloud, running: Bool) throws {
        guard let server = own.first else { return }
        try set(
            server, &lab,
            [
                ("status", running ? "ACTIVE" : "SHUTOFF"), ("vm_state", running ? "active" : "stopped"),
                ("power_state", running ? "running" : "shutdown"),
            ])
        try note(running ? "start" : "stop", server, &lab)
    }

    /// Always the newest one, to another host.
    private func migrate(_ lab: inout LabCloud) throws {
        guard let server = own.last else { return }
        let servers = lab.table("nova_server")
        let row = servers.indices(where: "id", is: .text(server.id))[0]
        let from = servers[row, "hypervisor_hostname"]
        let others = lab.table("nova_hypervisor").rows.map(\.key).filter { .text($0) != from }
        let to = Value.text(lab.dice.pick(others))
        try claim(&lab, of: server, sign: -1)
        try set(server, &lab, [("host", to), ("hypervisor_hostname", to)])
        try lab.change("neutron_port") { ports in
            for row in ports.indices(where: "device_id", is: .text(server.id)) {
                try ports.set(row, [("binding_host_id", to)])
            }
        }
        try lab.change("placement_allocation") { claims in
            for row in claims.indices(where: "consumer", is: .text(server.id)) {
                try claims.set(row, [("resource_provider", to)])
            }
        }
        try claim(&lab, of: server, sign: 1)
        try note("live-migration", server, &lab)
        let (id, number, now) = (lab.dice.uuid(), Int64(lab.poll), Value.text(lab.now.iso8601))
        try lab.change("nova_migration") {
            try $0.append([
                ("uuid", .text(id)), ("migration_id", .integer(number)), ("instance_uuid", .text(server.id)),
                ("migration_type", "live-migration"), ("status", "completed"), ("source_compute", from),
                ("dest_compute", to), ("source_node", from), ("dest_node", to), ("created_at", now),
                ("updated_at", now),
                ("user_id", servers[row, "user_id"]), ("project_id", servers[row, "project_id"]),
            ])
        }
    }

    /// To the largest flavor, and the next one back again.
    private func resize(_ lab: inout LabCloud) throws {
        guard let server = own.last else { return }
        let flavors = lab.table("nova_flavor")
        let flavor = lab.dice.roll(flavors.rows.count)
        try claim(&lab, of: server, sign: -1)
        let size = ["vcpus", "ram_mib", "disk_gib"].map { flavors[flavor, $0] }
        try set(
            server, &lab,
            [
                ("flavor_name", flavors[flavor, "name"]), ("flavor_vcpus", size[0]), ("flavor_ram_mib", size[1]),
                ("flavor_disk_gib", size[2]),
            ])
        try lab.change("placement_allocation") { claims in
            for row in claims.indices(where: "consumer", is: .text(server.id)) {
                let resources = Value.object([
                    .init("DISK_GB", size[2]), .init("MEMORY_MB", size[1]), .init("VCPU", size[0]),
                ])
                try claims.set(row, [("resources", resources)])
            }
        }
        try claim(&lab, of: server, sign: 1)
        try note("resize", server, &lab)
    }

    private func set(_ server: Own, _ lab: inout LabCloud, _ fields: [(column: String, value: Value)]) throws {
        try lab.change("nova_server") { servers in
            for row in servers.indices(where: "id", is: .text(server.id)) { try servers.set(row, fields) }
        }
    }

    /// What the server takes, or gives back, of its host and of its project's quota.
    private func claim(_ lab: inout LabCloud, of server: Own, sign: Int64) throws {
        let servers = lab.table("nova_server")
        let row = servers.indices(where: "id", is: .text(server.id))[0]
        let host = servers[row, "hypervisor_hostname"]
        let size = ["flavor_vcpus", "flavor_ram_mib", "flavor_disk_gib"].map { sign * (servers[row, $0].integer ?? 0) }
        try lab.change("nova_hypervisor") { table in
            for row in table.indices(where: "hypervisor_hostname", is: host) {
                for (column, amount) in zip(
                    ["vcpus_used", "memory_mb_used", "local_gb_used", "running_vms"], size + [sign])
                {
                    try table.add(amount, to: column, of: row)
                }
            }
        }
        try lab.change("placement_usage") { table in
            for row in table.indices(where: "resource_provider", is: host) {
                switch table[row, "resource_class"].text {
                case "VCPU": try table.add(size[0], to: "used", of: row)
                case "MEMORY_MB": try table.add(size[1], to: "used", of: row)
                case "DISK_GB": try table.add(size[2], to: "used", of: row)
                default: break
                }
            }
        }
        let project = servers[row, "project_id"]
        for (kind, amounts) in [
            ("nova_quota", ["cores": size[0], "ram": size[1], "instances": sign]), ("neutron_quota", ["port": sign]),
        ] {
            try lab.change(kind) { table in
                for row in table.indices(where: "project_id", is: project) {
                    if let amount = table[row, "resource"].text.flatMap({ amounts[$0] }) {
                        try table.add(amount, to: "in_use", of: row)
                    }
                }
            }
        }
    }

    private func note(_ action: String, _ server: Own, _ lab: inout LabCloud) throws {
        let servers = lab.table("nova_server")
        let row = servers.indices(where: "id", is: .text(server.id))[0]
        let (request, now) = ("req-" + lab.dice.uuid(), Value.text(lab.now.iso8601))
        try lab.change("nova_instance_action") {
            try $0.append([
                ("instance_uuid", .text(server.id)), ("request_id", .text(request)), ("action", .text(action)),
                ("user_id", servers[row, "user_id"]), ("project_id", servers[row, "project_id"]),
                ("start_time", now), ("updated_at", now),
            ])
        }
    }
}
