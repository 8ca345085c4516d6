import TomboRecords

extension CheckRule {
    static let volumeInError = CheckRule(
        "volume-error", .error, kind: "cinder_volume",
        what: "A volume is in an error.",
        why: "It can be neither attached nor deleted until somebody resets it.",
        source: "Cinder: status `error`, `error_deleting`, `error_extending` and others.",
        remedy: "Look into the log of cinder-volume; then `openstack volume set --state`, or delete it again."
    ) { bench in
        for row in try bench.rows("cinder_volume", ["name", "status", "host"]) {
            guard let status = row["status"].text, status.hasPrefix("error") else { continue }
            bench.find(
                bench.name(row), "The volume is in \(status).", ["id": .text(row.key), "host": row["host"]])
        }
    }
}
