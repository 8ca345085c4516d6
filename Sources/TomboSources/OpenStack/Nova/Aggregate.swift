public import TomboRecords

extension Nova {
    /// A group of compute hosts with metadata that the scheduler reads.
    ///
    /// The key is the uuid: Placement knows the aggregate by it, and the
    /// integer ids of deleted aggregates may be given out again.
    public struct Aggregate: Record, Decodable {
        var uuid: String
        var id: Int64
        var name: String
        var availabilityZone: String?
        var hosts: [String]
        var metadata: [String: String]
        var createdAt: String?
        var updatedAt: String?

        enum CodingKeys: String, CodingKey {
            case uuid, id, name, hosts, metadata
            case availabilityZone = "availability_zone"
            case createdAt = "created_at"
            case updatedAt = "updated_at"
        }

        public var values: [Value] {
            [
                .init(uuid), .init(id), .init(name), .init(availabilityZone), .init(hosts), .init(metadata),
                .init(createdAt), .init(updatedAt),
            ]
        }

        public static let spec = RecordSpec(
            kind: "nova_aggregate",
            summary: "A host aggregate: compute hosts with metadata that the scheduler reads.",
            key: ["uuid"], name: "name", aliases: ["aggregate", "host-aggregate"],
            brief: ["name", "availability_zone", "hosts", "metadata"],
            columns: [
                .init("uuid", .text, .configuration, "Identity of the aggregate, the same in Placement."),
                .init("aggregate_id", .integer, .configuration, "Number by which Nova's commands call the aggregate."),
                .init("name", .text, .configuration, "Name of the aggregate."),
                .init(
                    "availability_zone", .text, .configuration,
                    "Availability zone that its hosts belong to, if it makes one."),
                .init(
                    "hosts", .set, .configuration,
                    references: .init("nova_compute_service", column: "host", whose: .init("binary", "nova-compute")),
                    "Names of its hosts, as nova.conf spells them."),
                .init(
                    "metadata", .json, .configuration,
                    "Keys and values that scheduler filters compare with flavors and images."),
                .init("created_at", .instant, .configuration, "When it was made."),
                .init("updated_at", .instant, .stamp, "When Nova last noted a change of it."),
            ],
            examples: [
                .init(
                    "Which host is in which aggregate?",
                    """
                    SELECT h.value AS host, a.name, a.availability_zone FROM nova_aggregate a, json_each(a.hosts) h \
                    ORDER BY host, a.name
                    """)
            ])
    }
}

extension Nova {
    /// Lists the host aggregates; Nova gives them all at once.
    struct Aggregates: Collector {
        func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<Aggregate> {
            try await client.list(
                Aggregate.self, of: Aggregate.spec.kind, from: .compute, "/os-aggregates", under: "aggregates")
        }
    }
}
