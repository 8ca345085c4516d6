public import TomboRecords

extension Nova {
    /// Servers that are to be on one host, or apart.
    public struct ServerGroup: Record, Decodable {
        var id: String
        var name: String
        var policy: String?
        var rules: JSONValue?
        var members: [String]
        var project: String?
        var user: String?

        private enum CodingKeys: String, CodingKey {
            case id, name, policy, policies, rules, members
            case project = "project_id"
            case user = "user_id"
        }

        /// Before microversion 2.64 the policy is the only element of a list,
        /// and there are no rules.
        public init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            id = try fields.decode(String.self, forKey: .id)
            name = try fields.decode(String.self, forKey: .name)
            policy =
                try fields.decodeIfPresent(String.self, forKey: .policy)
                ?? fields.decodeIfPresent([String].self, forKey: .policies)?.first
            rules = try fields.decodeIfPresent(JSONValue.self, forKey: .rules)
            members = try fields.decode([String].self, forKey: .members)
            project = try fields.decodeIfPresent(String.self, forKey: .project)
            user = try fields.decodeIfPresent(String.self, forKey: .user)
        }

        public var values: [Value] {
            [
                .init(id), .init(name), .init(policy), rules?.value ?? .null, .init(members), .init(project),
                .init(user),
            ]
        }

        public static let spec = RecordSpec(
            kind: "nova_server_group",
            summary: "A server group: servers that the scheduler puts on one host, or keeps apart.",
            key: ["id"], name: "name", aliases: ["server-group"],
            brief: ["name", "policy", "members", "project_id"],
            columns: [
                .init("id", .text, .configuration, "Identity of the group."),
                .init("name", .text, .configuration, "Name somebody gave it; two groups may share one."),
                .init(
                    "policy", .text, .configuration,
                    "`affinity`, `anti-affinity`, `soft-affinity` or `soft-anti-affinity`."),
                .init(
                    "rules", .json, .configuration, "How the policy is to be taken, such as `max_server_per_host`."),
                .init(
                    "members", .set, .configuration, references: "nova_server", "Identities of its servers."),
                .init(
                    "project_id", .text, .configuration, references: "keystone_project", "Project that owns the group."),
                .init("user_id", .text, .configuration, references: "keystone_user", "User who made it."),
            ],
            examples: [
                .init(
                    "Which servers share a host though they are to be apart?",
                    """
                    SELECT g.name AS server_group, s.host, count(*) AS servers \
                    FROM nova_server_group g, json_each(g.members) m \
                    JOIN nova_server s ON s.id = m.value AND s.cloud = g.cloud \
                    WHERE g.policy LIKE '%anti-affinity' AND s.host IS NOT NULL \
                    GROUP BY g.cloud, g.id, s.host HAVING count(*) > coalesce(g.rules ->> 'max_server_per_host', 1) \
                    ORDER BY g.name, s.host
                    """)
            ])
    }
}

extension Nova {
    /// Lists the server groups of all projects.
    struct ServerGroups: Collector {
        func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<ServerGroup> {
            try await client.listByOffset(
                ServerGroup.self, of: ServerGroup.spec.kind, from: .compute, "/os-server-groups",
                query: [("all_projects", "True")], under: "server_groups")
        }
    }
}
