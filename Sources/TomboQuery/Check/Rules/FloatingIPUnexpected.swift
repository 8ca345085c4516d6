import TomboRecords

extension CheckRule {
    static let floatingIPUnexpected = CheckRule(
        "floating-ip-unexpected", .warning, kind: "nova_server",
        what: "A server has a floating IP and should have none.",
        why: "Databases and APIs behind a load balancer are meant to be reached through it only.",
        source: "The lab's assignment: only the load balancer has a floating IP.",
        remedy: "`openstack server remove floating ip SERVER ADDRESS`, or allow the server in tombo.yaml.",
        reads: ["nova_server", "neutron_floatingip", "neutron_port"],
        settings: [
            .init(
                name: "none_for", standard: ["api", "db"],
                what: "Roles whose servers should have none; as `where --role` recognises them."),
            .init(
                name: "only_for", standard: [],
                what: "Where given: roles, or names of servers, that alone may have one."),
        ]
    ) { bench in
        let only = bench.words("only_for")
        var allowed: Set<String> = []
        var refused: [String: String] = [:]
        for role in only { allowed.formUnion(try bench.servers(role: role).keys) }
        for role in bench.words("none_for") {
            for (key, server) in try bench.servers(role: role) { refused[key] = "\(role) by its \(server.rule)" }
        }
        let servers = Dictionary(try bench.rows("nova_server", ["name"]).map { ($0.key, $0) }) { first, _ in first }
        let ports = Dictionary(
            try bench.rows("neutron_port", ["device_id"]).map { ($0.key, $0["device_id"].text) }
        ) { first, _ in first }
        for row in try bench.rows("neutron_floatingip", ["floating_ip_address", "fixed_ip_address", "port_id"]) {
            guard let port = row["port_id"].text else { continue }
            let address = bench.name(row, "floating_ip_address")
            guard let device = ports[port] else {
                bench.cannotJudge(address, "its port is not known")
                continue
            }
            guard let key = device, let server = servers[key] else { continue }
            let isNamed = only.contains(bench.name(server))
            let reason: String
            if let role = refused[key], !allowed.contains(key), !isNamed {
                reason = "it is \(role)"
            } else if !only.isEmpty, !allowed.contains(key), !isNamed {
                reason = "only \(CheckWords.list(only)) may have one"
            } else {
                continue
            }
            bench.find(
                bench.name(server), "The server has the floating IP \(address), and \(reason).",
                ["id": .text(key), "floating_ip_address": .text(address), "fixed_ip_address": row["fixed_ip_address"]])
        }
    }
}
