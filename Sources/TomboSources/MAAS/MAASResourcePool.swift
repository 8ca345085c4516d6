import TomboRecords

extension MAAS {
    /// A share of the machines.
    struct ResourcePool: Record, Decodable {
        var id: Int
        var name: String
        var description: String?

        var values: [Value] { [.init(id), .init(name), .init(maasText(description))] }

        static let spec = RecordSpec(
            kind: "maas_resource_pool",
            summary: "A resource pool of MAAS: the share of the machines that somebody may use.",
            key: ["id"], name: "name", aliases: ["resource-pool", "maas-pool"],
            brief: ["name", "description"],
            columns: [
                .init("id", .integer, .configuration, "MAAS's number of it."),
                .init("name", .text, .configuration, "Its name."),
                .init("description", .text, .configuration, "What somebody wrote about it."),
            ],
            examples: [
                .init(
                    "What is free in each pool?",
                    """
                    SELECT pool, COUNT(*) AS ready, SUM(cpu_count) AS cpus FROM maas_machine WHERE status = 'Ready' \
                    GROUP BY pool ORDER BY pool
                    """)
            ])
    }
}

struct MAASResourcePools: Collector {
    func collect(from client: MAASClient) async throws(CollectError) -> Listing<MAAS.ResourcePool> {
        try await client.list("resourcepools/", of: MAAS.ResourcePool.self)
    }
}
