public import TomboRecords

extension Keystone {
    /// One of the cloud's services, as its catalog calls it.
    public struct Service: Record, Decodable {
        public var id: String
        public var type: String
        public var name: String?
        public var description: String?
        public var isEnabled: Bool

        enum CodingKeys: String, CodingKey {
            case id, type, name, description
            case isEnabled = "enabled"
        }

        public var values: [Value] {
            [.init(id), .init(type), .init(name), .init(description), .init(isEnabled)]
        }

        public static let spec = RecordSpec(
            kind: "keystone_service",
            summary: "A service in the cloud's catalog, such as compute or image.",
            key: ["id"], name: "name", aliases: ["keystone-service"],
            brief: ["name", "type", "enabled", "id"],
            columns: [
                .init("id", .text, .configuration, "Identity of the service."),
                .init("type", .text, .configuration, "What it does, such as `compute`: clients look for this word."),
                .init("name", .text, .configuration, "Name that somebody gave it, such as `nova`."),
                .init("description", .text, .configuration, "Free text that somebody gave it."),
                .init("enabled", .boolean, .configuration, "Whether the catalog shows it."),
            ],
            examples: [
                .init(
                    "Which services have no public endpoint?",
                    """
                    SELECT s.name, s.type FROM keystone_service s WHERE NOT EXISTS (SELECT 1 FROM keystone_endpoint e \
                    WHERE e.service_id = s.id AND e.cloud = s.cloud AND e.interface = 'public' AND e.enabled) \
                    ORDER BY s.type
                    """)
            ])
    }
}

extension Keystone {
    /// Lists the services, those that are switched off too.
    struct Services: Collector {
        func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<Service> {
            try await client.list(Service.self, of: Service.spec.kind, from: .identity, "/services", under: "services")
        }
    }
}
