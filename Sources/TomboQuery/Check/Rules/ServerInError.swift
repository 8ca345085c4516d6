import TomboRecords

extension CheckRule {
    static let serverInError = CheckRule(
        "server-error", .error, kind: "nova_server",
        what: "A server is in ERROR.",
        why:
            "Nova gave up on it: it does not run, or nobody knows whether it does, and it still counts against the quota.",
        source: "Nova API guide, Server concepts: status ERROR.",
        remedy: "Read the fault; delete the server or `openstack server set --state active` once its cause is gone."
    ) { bench in
        for row in try bench.rows("nova_server", ["name", "status", "host", "fault_code", "fault_message"]) {
            guard row["status"] == "ERROR" else { continue }
            let fault = row["fault_message"].text.map { ": \($0)" } ?? ", and Nova says no fault"
            bench.find(
                bench.name(row), "The server is in ERROR\(fault).",
                [
                    "id": .text(row.key), "host": row["host"], "fault_code": row["fault_code"],
                    "fault_message": row["fault_message"],
                ])
        }
    }
}
