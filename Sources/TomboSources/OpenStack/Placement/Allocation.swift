public import TomboRecords

extension Placement {
    /// What one consumer has claimed from a provider.
    ///
    /// The consumer is a server, or a migration, which holds the place that
    /// its server left until the move is confirmed.
    public struct Allocation: Record {
        /// One consumer's part, as `/allocations` of a provider gives it.
        struct Claim: Decodable, Sendable { var resources: [String: Int64] }

        var provider: String
        var consumer: String
        var claim: Claim

        public var values: [Value] {
            let resources = claim.resources.sorted { $0.key < $1.key }
            return [
                .init(provider), .init(consumer), .object(resources.map { .init($0.key, .integer($0.value)) }),
            ]
        }

        public static let spec = RecordSpec(
            kind: "placement_allocation",
            summary: "What a server, or a migration in its place, has claimed from a provider.",
            key: ["resource_provider", "consumer"], name: "consumer", aliases: ["allocation"], joins: true,
            brief: ["resource_provider", "consumer", "resources"],
            columns: [
                .init(
                    "resource_provider", .text, .configuration, references: "placement_resource_provider",
                    "Name of the provider that it is claimed from."),
                .init(
                    "consumer", .text, .configuration, references: ["nova_server", "nova_migration"],
                    "Identity of the server, or of the migration, that has claimed it."),
                .init(
                    "resources", .json, .configuration,
                    "How much of each class: `VCPU` in processors, `MEMORY_MB` in MiB, `DISK_GB` in GiB."),
            ],
            examples: [
                .init(
                    "Which claims belong to no server and no migration?",
                    """
                    SELECT a.resource_provider, a.consumer, a.resources FROM placement_allocation a \
                    WHERE NOT EXISTS (SELECT 1 FROM nova_server s WHERE s.id = a.consumer AND s.cloud = a.cloud) \
                    AND NOT EXISTS (SELECT 1 FROM nova_migration m WHERE m.uuid = a.consumer AND m.cloud = a.cloud) \
                    ORDER BY a.resource_provider, a.consumer
                    """),
                .init(
                    "Which migrations hold a place on a host?",
                    """
                    SELECT a.resource_provider, m.instance_uuid, m.status, a.resources FROM placement_allocation a \
                    JOIN nova_migration m ON m.uuid = a.consumer AND m.cloud = a.cloud ORDER BY a.resource_provider
                    """),
                .init(
                    "Which servers have a host but no claim on it?",
                    """
                    SELECT s.name, s.hypervisor_hostname FROM nova_server s WHERE s.hypervisor_hostname IS NOT NULL \
                    AND NOT EXISTS (SELECT 1 FROM placement_allocation a WHERE a.consumer = s.id AND a.cloud = s.cloud) \
                    ORDER BY s.name
                    """),
            ])
    }
}

extension Placement {
    /// Asks each provider for who has claimed what from it.
    struct Allocations: Collector {
        private struct Body: Decodable, Sendable { var allocations: [String: Allocation.Claim] }

        func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<Allocation> {
            try await client.eachProvider(Body.self, of: Allocation.spec.kind, "allocations").flatMap { asked in
                asked.body.allocations.sorted { $0.key < $1.key }.map { consumer, claim in
                    Allocation(provider: asked.item.name, consumer: consumer, claim: claim)
                }
            }
        }
    }
}
