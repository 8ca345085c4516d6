import TomboRecords

extension CheckRule {
    static let maasTestFailed = CheckRule(
        "maas-test-failed", .error, kind: "maas_machine",
        what: "A test of a machine failed, or its commissioning did.",
        why: "A failing disk or memory is found here before Ceph or a guest finds it.",
        source: "MAAS: testing_status and commissioning_status Failed, Timed out, Degraded.",
        remedy: "Read the result in MAAS (Tests); replace the part, and test again before it goes into service."
    ) { bench in
        let bad: Set<String> = [
            "Failed", "Timed out", "Degraded", "Failed installing dependencies",
            "Failed to apply custom network configuration",
        ]
        for row in try bench.rows("maas_machine", ["fqdn", "status", "testing_status", "commissioning_status"]) {
            let name = bench.name(row, "fqdn")
            if row["testing_status"].isNull { bench.cannotJudge(name, "testing_status is unknown") }
            let failed = [("tests", row["testing_status"]), ("commissioning", row["commissioning_status"])].filter {
                $0.1.text.map(bad.contains) ?? false
            }
            guard let (what, result) = failed.first else { continue }
            bench.find(
                name, "Of the machine's \(what) MAAS says: \(result.text ?? "Failed").",
                [
                    "system_id": .text(row.key), "testing_status": row["testing_status"],
                    "commissioning_status": row["commissioning_status"], "status": row["status"],
                ])
        }
    }
}
