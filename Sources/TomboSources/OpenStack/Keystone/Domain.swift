public import TomboRecords

extension Keystone {
    /// What users and projects are kept apart by.
    public struct Domain: Record, Decodable {
        public var id: String
        public var name: String
        public var description: String?
        public var isEnabled: Bool

        enum CodingKeys: String, CodingKey {
            case id, name, description
            case isEnabled = "enabled"
        }

        public var values: [Value] { [.init(id), .init(name), .init(description), .init(isEnabled)] }

        public static let spec = RecordSpec(
            kind: "keystone_domain",
            summary: "A domain: users and projects are kept apart by it, and named within it.",
            key: ["id"], name: "name", aliases: ["domain"],
            brief: ["name", "id", "enabled", "description"],
            columns: [
                .init("id", .text, .configuration, "Identity of the domain."),
                .init("name", .text, .configuration, "Name, unique in the cloud."),
                .init("description", .text, .configuration, "Free text that somebody gave it."),
                .init("enabled", .boolean, .configuration, "Whether anybody of it can get a token."),
            ],
            examples: [
                .init(
                    "How many users and projects has each domain?",
                    """
                    SELECT d.name, \
                    (SELECT count(*) FROM keystone_user u WHERE u.domain_id = d.id AND u.cloud = d.cloud) AS users, \
                    (SELECT count(*) FROM keystone_project p WHERE p.domain_id = d.id AND p.cloud = d.cloud) AS projects \
                    FROM keystone_domain d ORDER BY d.name
                    """)
            ])
    }
}

extension Keystone {
    /// Lists the domains; Keystone gives them all at once.
    struct Domains: Collector {
        func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<Domain> {
            try await client.domains()
        }
    }
}

extension OpenStackClient {
    /// All domains, asked once a round for the collectors that go through them.
    func domains() async throws(CollectError) -> Listing<Keystone.Domain> {
        try await shared("domains") { () async throws(CollectError) in
            try await list(
                Keystone.Domain.self, of: Keystone.Domain.spec.kind, from: .identity, "/domains", under: "domains")
        }
    }
}
