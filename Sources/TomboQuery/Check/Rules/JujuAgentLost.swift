import TomboRecords

extension CheckRule {
    static let jujuAgentLost = CheckRule(
        "juju-agent-lost", .error, kind: "juju_unit",
        what: "An agent of Juju, of a unit or a machine, does not answer.",
        why: "Juju no longer knows how the unit is: what it said last stands there as if it were so.",
        source: "Juju: agent status `lost` of units, `down` of machines, when the agent misses its pings.",
        remedy: "Look at the machine: is it on, does it reach the controller, does `jujud-machine-N` run.",
        reads: ["juju_unit", "juju_machine"]
    ) { bench in
        for row in try bench.rows("juju_unit", ["name", "machine", "agent_status", "agent_message", "agent_since"]) {
            if row["agent_status"].isNull { bench.cannotJudge(bench.name(row), "agent_status is unknown") }
            guard row["agent_status"] == "lost" || row["agent_status"] == "failed" else { continue }
            bench.find(
                bench.name(row), "The agent of the unit is \(row["agent_status"].text ?? "lost").",
                ["machine": row["machine"], "agent_message": row["agent_message"], "since": row["agent_since"]])
        }
        for row in try bench.rows("juju_machine", ["hostname", "agent_status", "agent_message", "agent_since"]) {
            if row["agent_status"].isNull { bench.cannotJudge(row.key, "agent_status is unknown") }
            guard row["agent_status"] == "down" else { continue }
            bench.find(
                row.key, "The agent of the machine is down.", kind: "juju_machine",
                ["hostname": row["hostname"], "agent_message": row["agent_message"], "since": row["agent_since"]])
        }
    }
}
