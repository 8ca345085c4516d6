public import TomboRecords

extension Keystone {
    /// What owns servers, networks and volumes.
    ///
    /// Domains are not listed here although Keystone stores them as projects:
    /// `/v3/projects` leaves them out unless asked for.
    public struct Project: Record, Decodable {
        public var id: String
        public var name: String
        public var domain: String
        public var description: String?
        public var isEnabled: Bool
        public var parent: String?
        public var isDomain: Bool?
        public var tags: [String]?

        enum CodingKeys: String, CodingKey {
            case id, name, description, tags
            case domain = "domain_id"
            case isEnabled = "enabled"
            case parent = "parent_id"
            case isDomain = "is_domain"
        }

        public var values: [Value] {
            [
                .init(id), .init(name), .init(domain), .init(description), .init(isEnabled), .init(parent),
                .init(isDomain), .init(tags),
            ]
        }

        public static let spec = RecordSpec(
            kind: "keystone_project",
            summary: "A project: what owns servers, networks and volumes, as Keystone lists it.",
            key: ["id"], name: "name", aliases: ["project"],
            brief: ["name", "id", "enabled", "domain_id"],
            columns: [
                .init(
                    "id", .text, .configuration,
                    "Identity of the project, which every other service stores with what it owns."),
                .init("name", .text, .configuration, "Name, unique within its domain only."),
                .init(
                    "domain_id", .text, .configuration, references: "keystone_domain",
                    "Identity of the domain that the project belongs to."),
                .init("description", .text, .configuration, "Free text that somebody gave it."),
                .init("enabled", .boolean, .configuration, "Whether anybody can get a token for it."),
                .init("parent_id", .text, .configuration, "Identity of the project or domain above it."),
                .init("is_domain", .boolean, .configuration, "Whether the project itself acts as a domain."),
                .init("tags", .set, .configuration, "Labels that somebody gave it."),
            ],
            examples: [
                .init(
                    "How many servers does each project own?",
                    """
                    SELECT p.name, count(s.id) AS servers FROM keystone_project p \
                    LEFT JOIN nova_server s ON s.project_id = p.id AND s.cloud = p.cloud \
                    GROUP BY p.cloud, p.id ORDER BY servers DESC, p.name
                    """),
                .init("Which projects are switched off?", "SELECT name, id FROM keystone_project WHERE NOT enabled"),
            ])
    }
}

extension Keystone {
    /// Lists the projects; Keystone gives them all at once.
    struct Projects: Collector {
        func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<Project> {
            try await client.projects()
        }
    }
}
