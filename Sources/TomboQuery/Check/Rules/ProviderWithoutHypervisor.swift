import TomboRecords

extension CheckRule {
    static let providerWithoutHypervisor = CheckRule(
        "provider-without-hypervisor", .warning, kind: "placement_resource_provider",
        what: "A resource provider belongs to no hypervisor.",
        why:
            "A host that was removed and left its provider behind is still offered to the scheduler, and its claims stay.",
        source: "Nova: `openstack compute service delete` removes the provider; a provider with claims stays.",
        remedy: "If the host is gone, delete its claims and then the provider: `openstack resource provider delete`.",
        needs: ["nova_hypervisor"]
    ) { bench in
        let hypervisors = try bench.rows("nova_hypervisor", ["uuid"])
        let uuids = Set(hypervisors.compactMap { $0["uuid"].text })
        let names = Set(hypervisors.map(\.key))
        // A child is a part of its root; one that shares its disk or addresses is no host.
        for row in try bench.rows("placement_resource_provider", ["uuid", "traits", "parent_provider"]) {
            let shares = row["traits"].elements.contains("MISC_SHARES_VIA_AGGREGATE")
            guard row["parent_provider"].isNull, !shares else { continue }
            if row["uuid"].text.map(uuids.contains) ?? false || names.contains(row.key) { continue }
            bench.find(
                row.key, "Nova has no hypervisor for the provider.",
                ["uuid": row["uuid"], "traits": .integer(Int64(row["traits"].elements.count))])
        }
    }
}
