import TomboRecords

extension CheckRule {
    static let jujuMachineInError = CheckRule(
        "juju-machine-error", .error, kind: "juju_machine",
        what: "Juju could not get a machine.",
        why: "Its units wait for a machine that never comes.",
        source: "Juju: machine status `provisioning error`.",
        remedy: "Read the message (often no machine in MAAS fits), then `juju retry-provisioning`."
    ) { bench in
        for row in try bench.rows("juju_machine", ["machine_status", "machine_message"]) {
            guard let status = row["machine_status"].text, ["error", "provisioning error"].contains(status)
            else { continue }
            bench.find(
                row.key, "The machine is in \(status)\(row["machine_message"].text.map { ": \($0)" } ?? "").",
                ["machine_status": .text(status)])
        }
    }
}
