import TomboRecords

extension CheckRule {
    static let orphanAllocation = CheckRule(
        "allocation-orphan", .warning, kind: "placement_allocation",
        what: "A claim in Placement is of no server and of no migration.",
        why: "What it holds is missing from the capacity of the host, for nobody.",
        source: "Nova: `nova-manage placement audit` calls them orphaned allocations.",
        remedy:
            "Check with `openstack server show ID` that there is no such server, then `openstack resource provider allocation delete ID`.",
        needs: ["nova_server", "nova_migration"]
    ) { bench in
        let servers = Set(try bench.rows("nova_server", []).map(\.key))
        let migrations = Set(try bench.rows("nova_migration", ["uuid"]).compactMap { $0["uuid"].text })
        for row in try bench.rows("placement_allocation", ["resource_provider", "consumer", "resources"]) {
            guard let consumer = row["consumer"].text, !servers.contains(consumer), !migrations.contains(consumer)
            else { continue }
            let host = row["resource_provider"].text ?? "an unknown provider"
            bench.find(
                consumer, "A claim on \(host) is of no server and no migration.",
                ["resource_provider": row["resource_provider"], "resources": row["resources"]])
        }
    }
}
