import TomboRecords

extension CheckRule {
    /// Finds services that are down though nobody took them out of service.
    static func judgeServices(_ bench: inout CheckBench) throws {
        for row in try bench.rows(bench.rule.kind, ["host", "binary", "state", "status", "disabled_reason"]) {
            let name = "\(row["binary"].text ?? "?")@\(row["host"].text ?? "?")"
            // What somebody took out of service may be down.
            guard row["state"] == "down", row["status"] != "disabled" else { continue }
            bench.find(
                name, "\(row["binary"].text ?? "The service") on \(row["host"].text ?? "?") is down.",
                ["host": row["host"], "binary": row["binary"], "status": row["status"]])
        }
    }
}
