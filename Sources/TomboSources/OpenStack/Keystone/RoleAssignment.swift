public import TomboRecords

extension Keystone {
    /// Who has which role on what.
    ///
    /// Keystone gives an assignment no identity, so it is told apart by what
    /// it says, in names. Something that is renamed shows as one assignment
    /// gone and another made, which is how it reads to whoever audits it.
    public struct RoleAssignment: Record {
        var role: String
        var roleDomain: String?
        var assigneeType: String
        var assignee: AssignmentParty
        var scopeType: String
        var scope: AssignmentParty
        var isInherited: Bool

        /// `user/admin@admin_domain admin project/admin@admin_domain`
        var id: String {
            var role = AssignmentParty.escaped(role, "@")
            if let roleDomain { role += "@" + AssignmentParty.escaped(roleDomain, "@") }
            let id = "\(assigneeType)/\(assignee.word) \(role) \(scopeType)/\(scope.word)"
            return isInherited ? id + " inherited" : id
        }

        public var values: [Value] {
            [
                .init(id), .init(role), .init(roleDomain), .init(assigneeType), .init(assignee.name),
                .init(assignee.domain), .init(scopeType), .init(scope.name), .init(scope.domain), .init(isInherited),
            ]
        }

        public static let spec = RecordSpec(
            kind: "keystone_role_assignment",
            summary: "A role assignment: which user or group has which role on what.",
            key: ["id"], name: "id", aliases: ["role-assignment"],
            brief: ["assignee", "assignee_domain", "role", "scope_type", "scope", "scope_domain", "is_inherited"],
            columns: [
                .init(
                    "id", .text, .configuration,
                    "Who, which role and where in one line, such as `user/ann@lab member project/web@lab`."),
                .init("role", .text, .configuration, "Name of the role."),
                .init(
                    "role_domain", .text, .configuration,
                    "Name of the domain that the role is of; null for a role of the whole cloud."),
                .init("assignee_type", .text, .configuration, "`user` or `group`."),
                .init(
                    "assignee", .text, .configuration,
                    "Name of the user or group; its id when it is deleted and its assignment was left behind."),
                .init(
                    "assignee_domain", .text, .configuration,
                    "Name of the domain of the user or group; null when it is deleted."),
                .init("scope_type", .text, .configuration, "`project`, `domain` or `system`."),
                .init("scope", .text, .configuration, "Name of the project or domain; `all` of the system."),
                .init(
                    "scope_domain", .text, .configuration,
                    "Name of the domain of the project; null for a domain and for the system."),
                .init(
                    "is_inherited", .boolean, .configuration,
                    "Whether it is for the projects below and not for the scope itself."),
            ],
            examples: [
                .init(
                    "Who is an administrator, and of what?",
                    """
                    SELECT assignee_type, assignee, assignee_domain, scope_type, scope FROM keystone_role_assignment \
                    WHERE role = 'admin' ORDER BY assignee, scope_type, scope
                    """),
                .init(
                    "Which assignments are left of users and groups that are deleted?",
                    "SELECT id FROM keystone_role_assignment WHERE assignee_domain IS NULL ORDER BY id"),
            ])
    }
}

extension Keystone {
    /// Lists the assignments with the names of what they are about; Keystone
    /// gives them all at once.
    struct RoleAssignments: Collector {
        func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<RoleAssignment> {
            try await client.list(
                RoleAssignment.self, of: RoleAssignment.spec.kind, from: .identity, "/role_assignments",
                query: [("include_names", "True")], under: "role_assignments")
        }
    }
}
