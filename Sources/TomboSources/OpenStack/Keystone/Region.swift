public import TomboRecords

extension Keystone {
    /// A part of the cloud with endpoints of its own.
    public struct Region: Record, Decodable {
        public var id: String
        public var description: String?
        public var parent: String?

        enum CodingKeys: String, CodingKey {
            case id, description
            case parent = "parent_region_id"
        }

        public var values: [Value] { [.init(id), .init(description), .init(parent)] }

        public static let spec = RecordSpec(
            kind: "keystone_region",
            summary: "A region: a part of the cloud whose services have endpoints of their own.",
            key: ["id"], name: "id", aliases: ["region"],
            brief: ["id", "description", "parent_region_id"],
            columns: [
                .init("id", .text, .configuration, "Identity of the region, which is its name too."),
                .init("description", .text, .configuration, "Free text that somebody gave it."),
                .init(
                    "parent_region_id", .text, .configuration, references: "keystone_region",
                    "Identity of the region that it is a part of."),
            ],
            examples: [
                .init(
                    "How many endpoints has each region?",
                    """
                    SELECT r.id AS region, count(e.id) AS endpoints FROM keystone_region r \
                    LEFT JOIN keystone_endpoint e ON e.region_id = r.id AND e.cloud = r.cloud \
                    GROUP BY r.cloud, r.id ORDER BY r.id
                    """)
            ])
    }
}

extension Keystone {
    /// Lists the regions; Keystone gives them all at once.
    struct Regions: Collector {
        func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<Region> {
            try await client.list(Region.self, of: Region.spec.kind, from: .identity, "/regions", under: "regions")
        }
    }
}
