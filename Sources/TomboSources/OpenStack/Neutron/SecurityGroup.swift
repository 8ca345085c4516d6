public import TomboRecords

extension Neutron {
    /// A named set of rules for what a port may send and receive.
    ///
    /// Every answer nests a group's rules in it; they are a kind of their own.
    public struct SecurityGroup: Record, Decodable {
        var id: String
        var name: String
        var project: String?
        var isStateful: Bool?
        var description: String?
        var tags: [String]?
        var createdAt: String?
        var updatedAt: String?
        var rules: [SecurityGroupRule]

        enum CodingKeys: String, CodingKey {
            case id, name, description, tags
            case project = "project_id"
            case isStateful = "stateful"
            case createdAt = "created_at"
            case updatedAt = "updated_at"
            case rules = "security_group_rules"
        }

        public var values: [Value] {
            [
                .init(id), .init(name), .init(project?.unlessEmpty), .init(isStateful), .init(description),
                .init(tags), .init(createdAt), .init(updatedAt),
            ]
        }

        public static let spec = RecordSpec(
            kind: "neutron_security_group",
            summary: "A named set of rules for what a port may send and receive.",
            key: ["id"], name: "name", aliases: ["security-group"],
            brief: ["name", "id", "project_id", "description"],
            columns: [
                .init("id", .text, .configuration, "Identity of the security group."),
                .init("name", .text, .configuration, "Name somebody gave it; each project has its own `default`."),
                .init("project_id", .text, .configuration, references: "keystone_project", "Project that owns it."),
                .init(
                    "stateful", .boolean, .configuration,
                    "Whether answers to what is allowed are allowed without a rule."),
                .init("description", .text, .configuration, "Free text that somebody gave it."),
                .init("tags", .set, .configuration, "Labels that somebody gave it."),
                .init("created_at", .instant, .configuration, "When it was made."),
                .init("updated_at", .instant, .stamp, "When Neutron last noted a change of it."),
            ],
            examples: [
                .init(
                    "Which security groups does no port use?",
                    """
                    SELECT g.name, g.id FROM neutron_security_group g WHERE NOT EXISTS (SELECT 1 \
                    FROM neutron_port p, json_each(p.security_groups) u WHERE u.value = g.id AND p.cloud = g.cloud) \
                    ORDER BY g.name, g.id
                    """)
            ])
    }
}

extension Neutron {
    /// Lists the security groups; see ``OpenStackClient/securityGroups()``.
    struct SecurityGroups: Collector {
        func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<SecurityGroup> {
            try await client.securityGroups()
        }
    }
}
