import TomboRecords

extension CheckRule {
    static let hypervisorWithoutProvider = CheckRule(
        "hypervisor-without-provider", .error, kind: "nova_hypervisor",
        what: "A hypervisor has no resource provider in Placement.",
        why: "The scheduler asks Placement for hosts: this one never gets a server.",
        source: "Nova: each compute node makes a provider with its own uuid.",
        remedy:
            "Look into nova-compute's log for refused calls to Placement; a provider of another uuid with the name of the host is the usual cause.",
        needs: ["placement_resource_provider"]
    ) { bench in
        let providers = try bench.rows("placement_resource_provider", ["uuid", "name"])
        let uuids = Set(providers.compactMap { $0["uuid"].text })
        let names = Set(providers.compactMap { $0["name"].text })
        for row in try bench.rows("nova_hypervisor", ["uuid", "service_host", "state"]) {
            if row["uuid"].text.map(uuids.contains) ?? names.contains(row.key) { continue }
            let other = names.contains(row.key) ? "; a provider of that name has another uuid" : ""
            bench.find(
                row.key, "Placement has no provider for the hypervisor\(other), so that nothing is scheduled to it.",
                ["uuid": row["uuid"], "service_host": row["service_host"], "state": row["state"]])
        }
    }
}
