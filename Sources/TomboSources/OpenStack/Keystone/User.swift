public import TomboRecords

extension Keystone {
    /// Somebody, or a service, who can sign in.
    ///
    /// Only what says who it is: an address, a default project and the age of
    /// a password are nobody's business here.
    public struct User: Record, Decodable {
        public var id: String
        public var name: String
        public var domain: String
        public var isEnabled: Bool

        enum CodingKeys: String, CodingKey {
            case id, name
            case domain = "domain_id"
            case isEnabled = "enabled"
        }

        public var values: [Value] { [.init(id), .init(name), .init(domain), .init(isEnabled)] }

        public static let spec = RecordSpec(
            kind: "keystone_user",
            summary: "A user: somebody, or a service, who can sign in.",
            key: ["id"], name: "name", aliases: ["user"],
            brief: ["name", "domain_id", "enabled", "id"],
            columns: [
                .init("id", .text, .configuration, "Identity of the user, which other services store."),
                .init("name", .text, .configuration, "Name, unique within its domain only."),
                .init(
                    "domain_id", .text, .configuration, references: "keystone_domain",
                    "Identity of the domain that the user belongs to."),
                .init("enabled", .boolean, .configuration, "Whether the user can get a token."),
            ],
            examples: [
                .init(
                    "Who made which server?",
                    """
                    SELECT u.name AS user, s.name AS server FROM keystone_user u \
                    JOIN nova_server s ON s.user_id = u.id AND s.cloud = u.cloud ORDER BY u.name, s.name
                    """),
                .init(
                    "Which users have no role anywhere, their groups aside?",
                    """
                    SELECT u.name, d.name AS domain FROM keystone_user u \
                    JOIN keystone_domain d ON d.id = u.domain_id AND d.cloud = u.cloud \
                    WHERE NOT EXISTS (SELECT 1 FROM keystone_role_assignment a WHERE a.assignee_type = 'user' \
                    AND a.assignee = u.name AND a.assignee_domain = d.name AND a.cloud = u.cloud) ORDER BY domain, u.name
                    """),
            ])
    }
}

extension Keystone {
    /// Asks each domain for its users.
    ///
    /// With a driver for each domain (LDAP beside SQL, and always in Charmed
    /// OpenStack) `/v3/users` alone answers 200 with the users of the token's
    /// own domain, and nothing says that there are others.
    struct Users: Collector {
        func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<User> {
            let asked = try await client.each(try await client.domains(), "domain", "users", name: \.name) {
                domain async throws(CollectError) in
                try await client.list(
                    User.self, of: User.spec.kind, from: .identity, "/users", query: [("domain_id", domain.id)],
                    under: "users")
            }
            let users = asked.flatMap { $0.body.records }
            return users.weakened(by: asked.records.lazy.compactMap { $0.body.reason }.first)
        }
    }
}
