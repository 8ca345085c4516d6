public import TomboRecords

extension Placement {
    /// Something that resources can be claimed from: a compute host, a part
    /// of one, or a shared pool.
    ///
    /// The key is the name, which Placement holds unique: a host that is
    /// removed and comes back has a new uuid. The generation is not stored, as
    /// it moves with every allocation.
    public struct ResourceProvider: Record {
        var name: String
        var uuid: String
        /// Name of the provider above, worked out from the listing.
        var parent: String?
        /// Name of the topmost provider; its own for a host.
        var root: String?
        var traits: [String]
        var aggregates: [String]

        public var values: [Value] {
            [.init(name), .init(uuid), .init(parent), .init(root), .init(traits), .init(aggregates)]
        }

        public static let spec = RecordSpec(
            kind: "placement_resource_provider",
            summary:
                "What Placement lets servers claim resources from: a compute host, a part of one, a pool.",
            key: ["name"], name: "name", aliases: ["provider", "resource-provider"],
            brief: ["name", "uuid", "parent_provider", "traits"],
            columns: [
                .init("name", .text, .configuration, "Name of the provider: for a compute host the hypervisor's name."),
                .init(
                    "uuid", .text, .configuration, "Placement's identity of it, equal to the uuid of the hypervisor."),
                .init(
                    "parent_provider", .text, .configuration, references: "placement_resource_provider",
                    "Name of the provider that it is a part of."),
                .init(
                    "root_provider", .text, .configuration, references: "placement_resource_provider",
                    "Name of the topmost provider of its tree: the host."),
                .init(
                    "traits", .set, .configuration,
                    "What it can do and how it stands, such as `COMPUTE_STATUS_DISABLED`."),
                .init(
                    "aggregates", .set, .configuration,
                    "Identities of the aggregates that it is in; for a host those of Nova's that it belongs to."),
            ],
            examples: [
                .init(
                    "Which hosts does the scheduler leave out because they are disabled?",
                    """
                    SELECT p.name FROM placement_resource_provider p, json_each(p.traits) t \
                    WHERE t.value = 'COMPUTE_STATUS_DISABLED' ORDER BY p.name
                    """),
                .init(
                    "Which providers does Nova not know as a hypervisor?",
                    """
                    SELECT p.name FROM placement_resource_provider p WHERE p.parent_provider IS NULL \
                    AND NOT EXISTS (SELECT 1 FROM nova_hypervisor h WHERE h.uuid = p.uuid AND h.cloud = p.cloud)
                    """),
                .init(
                    "Which pools are shared, and by whom?",
                    """
                    SELECT DISTINCT pool.name AS pool, p.name AS shared_by                     FROM placement_resource_provider pool, json_each(pool.traits) t, json_each(pool.aggregates) a                     JOIN placement_resource_provider p ON p.cloud = pool.cloud AND p.name <> pool.name                     AND EXISTS (SELECT 1 FROM json_each(p.aggregates) o WHERE o.value = a.value)                     WHERE t.value = 'MISC_SHARES_VIA_AGGREGATE' ORDER BY pool, shared_by
                    """),
                .init(
                    "Which providers are parts of a host?",
                    """
                    SELECT root_provider, parent_provider, name FROM placement_resource_provider                     WHERE parent_provider IS NOT NULL ORDER BY root_provider, name
                    """),
            ])
    }
}

extension Placement {
    /// Lists the providers, and asks each for its traits and its aggregates.
    struct ResourceProviders: Collector {
        private struct Traits: Decodable, Sendable { var traits: [String] }
        private struct Aggregates: Decodable, Sendable { var aggregates: [String] }

        func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<ResourceProvider> {
            let kind = ResourceProvider.spec.kind
            let providers = try await client.resourceProviders()
            let listing = try await client.each(providers, "provider", "traits and aggregates", name: \.name) {
                provider async throws(CollectError) in
                let path = "/resource_providers/\(provider.uuid)"
                return (
                    traits: try await client.get(Traits.self, of: kind, from: .placement, path + "/traits").traits,
                    aggregates: try await client.get(
                        Aggregates.self, of: kind, from: .placement, path + "/aggregates"
                    ).aggregates
                )
            }
            let names = Dictionary(providers.records.map { ($0.uuid, $0.name) }) { first, _ in first }
            return listing.map { asked in
                ResourceProvider(
                    name: asked.item.name, uuid: asked.item.uuid,
                    parent: asked.item.parent.flatMap { names[$0] },
                    root: asked.item.root.flatMap { names[$0] }, traits: asked.body.traits,
                    aggregates: asked.body.aggregates)
            }
        }
    }
}
