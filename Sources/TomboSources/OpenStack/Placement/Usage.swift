public import TomboRecords

extension Placement {
    /// How much of one resource class servers have claimed from a provider.
    public struct Usage: Record {
        var provider: String
        var resourceClass: String
        var used: Int64

        public var values: [Value] { [.init(provider), .init(resourceClass), .init(used)] }

        public static let spec = RecordSpec(
            kind: "placement_usage",
            summary: "How much of one resource class servers have claimed from a provider.",
            key: ["resource_provider", "resource_class"], name: "resource_provider", aliases: ["usage"],
            brief: ["resource_provider", "resource_class", "used"],
            columns: [
                .init(
                    "resource_provider", .text, .configuration, references: "placement_resource_provider",
                    "Name of the provider that it is claimed from."),
                .init(
                    "resource_class", .text, .configuration,
                    "What is counted: `VCPU` in processors, `MEMORY_MB` in MiB, `DISK_GB` in GiB, or a class of its own."
                ),
                .init("used", .integer, .measure, "How much is claimed, in the unit of the class."),
            ],
            examples: [
                .init(
                    "How much of each host is claimed?",
                    """
                    SELECT resource_provider, resource_class, used FROM placement_usage \
                    ORDER BY resource_provider, resource_class
                    """)
            ])
    }
}

extension Placement {
    /// Asks each provider for what is claimed from it.
    struct Usages: Collector {
        private struct Body: Decodable, Sendable { var usages: [String: Int64] }

        func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<Usage> {
            try await client.eachProvider(Body.self, of: Usage.spec.kind, "usages").flatMap { asked in
                asked.body.usages.sorted { $0.key < $1.key }.map { resourceClass, used in
                    Usage(provider: asked.item.name, resourceClass: resourceClass, used: used)
                }
            }
        }
    }
}
