import TomboRecords

extension CheckRule {
    static let rolesTogether = CheckRule(
        "roles-together", .warning, kind: "nova_server",
        what: "The load balancer and the database are on one host.",
        why: "The loss of that host takes both ends of the application; who spreads the APIs means to survive it.",
        source: "Nova: server groups with policy anti-affinity.",
        remedy: "Migrate one of them away; make them anew in a server group with anti-affinity.",
        settings: [
            .init(
                name: "roles", standard: ["lb", "db"],
                what:
                    "Roles that should be apart. A server's role is what tombo.yaml says below `roles:`, its metadata `role`, a tag, or its name (db, db1, db-2); the first that finds any decides."
            )
        ]
    ) { bench in
        let roles = bench.words("roles")
        let hosts = Dictionary(
            try bench.rows("nova_server", ["host", "hypervisor_hostname", "status"]).map { ($0.key, $0) }
        ) { first, _ in first }
        var on: [String: [String: (names: [String], rules: [String])]] = [:]
        for role in roles {
            for (key, server) in try bench.servers(role: role) {
                let row = hosts[key]
                guard let host = row?["hypervisor_hostname"].text ?? row?["host"].text else {
                    // A shelved server is on no host.
                    if row?["status"] != "SHELVED_OFFLOADED" { bench.cannotJudge(server.name, "its host is unknown") }
                    continue
                }
                on[host, default: [:]][role, default: ([], [])].names.append(server.name)
                on[host, default: [:]][role, default: ([], [])].rules.append(
                    "\(server.name): \(role) by its \(server.rule)")
            }
        }
        for (host, found) in on.sorted(by: { $0.key < $1.key }) where found.count > 1 {
            let present = roles.filter { found[$0] != nil }
            let names = present.flatMap { found[$0]?.names ?? [] }.sorted { NaturalOrder.compare($0, $1) < 0 }
            bench.find(
                CheckWords.list(names),
                "\(CheckWords.list(names)) (\(present.joined(separator: ", "))) are both on \(host).",
                [
                    "host": .text(host),
                    "recognised_by": .list(present.flatMap { found[$0]?.rules ?? [] }.sorted().map { .text($0) }),
                ])
        }
    }
}
