public import TomboRecords

extension Keystone {
    /// Where a service is reached.
    public struct Endpoint: Record, Decodable {
        public var id: String
        public var service: String
        public var interface: String
        public var region: String?
        public var url: String
        public var isEnabled: Bool

        enum CodingKeys: String, CodingKey {
            case id, interface, url
            case service = "service_id"
            case region = "region_id"
            case isEnabled = "enabled"
        }

        public var values: [Value] {
            [.init(id), .init(service), .init(interface), .init(region), .init(url), .init(isEnabled)]
        }

        public static let spec = RecordSpec(
            kind: "keystone_endpoint",
            summary: "An endpoint: the address under which a service is reached.",
            key: ["id"], name: "url", aliases: ["endpoint"],
            brief: ["url", "interface", "region_id", "service_id", "enabled"],
            columns: [
                .init("id", .text, .configuration, "Identity of the endpoint."),
                .init(
                    "service_id", .text, .configuration, references: "keystone_service",
                    "Identity of the service that it leads to."),
                .init(
                    "interface", .text, .configuration,
                    "`public`, `internal` or `admin`: from where it is meant to be used."
                ),
                .init(
                    "region_id", .text, .configuration, references: "keystone_region",
                    "Identity of the region that it is for."),
                .init("url", .text, .configuration, "Address, in which `$(tenant_id)s` stands for a project."),
                .init("enabled", .boolean, .configuration, "Whether the catalog shows it."),
            ],
            examples: [
                .init(
                    "Where is each service reached?",
                    """
                    SELECT s.type, e.interface, e.url FROM keystone_endpoint e \
                    JOIN keystone_service s ON s.id = e.service_id AND s.cloud = e.cloud ORDER BY s.type, e.interface
                    """),
                .init(
                    "Which addresses are not encrypted?",
                    "SELECT url, interface FROM keystone_endpoint WHERE url LIKE 'http:%' ORDER BY url"),
            ])
    }
}

extension Keystone {
    /// Lists the endpoints of all regions, those that are switched off too.
    struct Endpoints: Collector {
        func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<Endpoint> {
            try await client.list(
                Endpoint.self, of: Endpoint.spec.kind, from: .identity, "/endpoints", under: "endpoints")
        }
    }
}
