import TomboRecords

extension CheckRule {
    static let networkAgentDown = CheckRule(
        "network-agent-down", .error, kind: "neutron_agent",
        what: "An agent of Neutron is dead.",
        why: "Ports on its host get no addresses, rules or routes from then on; what is wired stays as it was.",
        source: "Neutron: `alive` is false after agent_down_time (75 s) without a report.",
        remedy: "Look at the agent on its host: ovn-controller or the agent's service, and its log."
    ) { bench in
        for row in try bench.rows("neutron_agent", ["host", "binary", "alive", "admin_state_up"]) {
            let name = "\(row["binary"].text ?? "?")@\(row["host"].text ?? "?")"
            guard row["alive"] == false, row["admin_state_up"] != false else { continue }
            bench.find(
                name, "\(row["binary"].text ?? "The agent") on \(row["host"].text ?? "?") is dead.",
                ["host": row["host"], "binary": row["binary"]])
        }
    }
}
