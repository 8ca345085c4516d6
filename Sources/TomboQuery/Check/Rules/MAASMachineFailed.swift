import TomboRecords

extension CheckRule {
    static let maasMachineFailed = CheckRule(
        "maas-machine-failed", .error, kind: "maas_machine",
        what: "MAAS could not do with a machine what it was told, or lost it.",
        why: "Nothing can be deployed on it until somebody looks.",
        source: "MAAS: statuses Broken, Missing and Failed ….",
        remedy: "Read the machine's events in MAAS, mend the cause, and mark it fixed or commission it again."
    ) { bench in
        for row in try bench.rows("maas_machine", ["fqdn", "status", "error_description"]) {
            let name = bench.name(row, "fqdn")
            guard let status = row["status"].text,
                status.hasPrefix("Failed") || ["Broken", "Missing", "Releasing failed"].contains(status)
            else {
                continue
            }
            let why = row["error_description"].text.flatMap { $0.isEmpty ? nil : ": \($0)" } ?? ""
            bench.find(name, "The machine is \(status)\(why).", ["system_id": .text(row.key), "status": row["status"]])
        }
    }
}
