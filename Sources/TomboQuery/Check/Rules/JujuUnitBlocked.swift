import TomboRecords

extension CheckRule {
    static let jujuUnitBlocked = CheckRule(
        "juju-unit-blocked", .error, kind: "juju_unit",
        what: "A unit is blocked, or a hook of it failed.",
        why: "The charm waits for a person: nothing goes on by itself.",
        source: "Juju: workload status `blocked` needs a person, `error` is a failed hook.",
        remedy: "Do what its message says; after a failed hook, `juju resolve UNIT` once the cause is gone."
    ) { bench in
        for row in try bench.rows("juju_unit", ["name", "workload_status", "workload_message", "workload_since"]) {
            if row["workload_status"].isNull { bench.cannotJudge(bench.name(row), "workload_status is unknown") }
            guard let status = row["workload_status"].text, ["blocked", "error"].contains(status) else { continue }
            let message = row["workload_message"].text.flatMap { $0.isEmpty ? nil : ": \($0)" } ?? ""
            bench.find(
                bench.name(row), status == "error" ? "A hook failed\(message)." : "The unit is blocked\(message).",
                ["workload_status": .text(status), "since": row["workload_since"]])
        }
    }
}
