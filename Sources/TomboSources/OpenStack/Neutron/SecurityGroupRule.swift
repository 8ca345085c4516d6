public import TomboRecords

extension Neutron {
    /// One thing that ports of a security group may send or receive.
    ///
    /// A rule has no name and never changes: it is removed and made anew.
    public struct SecurityGroupRule: Record, Decodable {
        var id: String
        var group: String
        var direction: String
        var ethertype: String?
        var protocolName: String?
        var firstPort: Int64?
        var lastPort: Int64?
        var remotePrefix: String?
        var remoteGroup: String?
        var project: String?
        var description: String?
        var createdAt: String?

        enum CodingKeys: String, CodingKey {
            case id, direction, ethertype, description
            case group = "security_group_id"
            case protocolName = "protocol"
            case firstPort = "port_range_min"
            case lastPort = "port_range_max"
            case remotePrefix = "remote_ip_prefix"
            case remoteGroup = "remote_group_id"
            case project = "project_id"
            case createdAt = "created_at"
        }

        public var values: [Value] {
            [
                .init(id), .init(group), .init(direction), .init(ethertype), .init(protocolName), .init(firstPort),
                .init(lastPort), .init(remotePrefix), .init(remoteGroup), .init(project?.unlessEmpty),
                .init(description), .init(createdAt),
            ]
        }

        public static let spec = RecordSpec(
            kind: "neutron_security_group_rule",
            summary: "One thing that the ports of a security group may send or receive.",
            key: ["id"], name: "id", aliases: ["security-group-rule"],
            brief: [
                "security_group_id", "direction", "ethertype", "protocol", "port_range_min", "port_range_max",
                "remote_ip_prefix",
            ],
            columns: [
                .init("id", .text, .configuration, "Identity of the rule."),
                .init(
                    "security_group_id", .text, .configuration, references: "neutron_security_group",
                    "Security group that it belongs to."),
                .init("direction", .text, .configuration, "`ingress`, to the port, or `egress`, from it."),
                .init("ethertype", .text, .configuration, "`IPv4` or `IPv6`."),
                .init("protocol", .text, .configuration, "Protocol, such as `tcp` or `icmp`; null for any."),
                .init(
                    "port_range_min", .integer, .configuration,
                    "First port, or the type for ICMP; null for any."),
                .init(
                    "port_range_max", .integer, .configuration, "Last port, or the code for ICMP; null for any."),
                .init(
                    "remote_ip_prefix", .text, .configuration,
                    "Range of addresses at the other end; null for any, or where a group is named."),
                .init(
                    "remote_group_id", .text, .configuration, references: "neutron_security_group",
                    "Security group that the other end must be in, if one is named."),
                .init(
                    "project_id", .text, .configuration, references: "keystone_project",
                    "Project that owns the rule, which may be another than the group's."),
                .init("description", .text, .configuration, "Free text that somebody gave it."),
                .init("created_at", .instant, .configuration, "When it was made."),
            ],
            examples: [
                .init(
                    "What may anybody reach from outside?",
                    """
                    SELECT g.name, r.protocol, r.port_range_min, r.port_range_max FROM neutron_security_group_rule r \
                    JOIN neutron_security_group g ON g.id = r.security_group_id AND g.cloud = r.cloud \
                    WHERE r.direction = 'ingress' AND r.remote_group_id IS NULL \
                    AND coalesce(r.remote_ip_prefix, '0.0.0.0/0') IN ('0.0.0.0/0', '::/0') ORDER BY g.name, r.id
                    """)
            ])
    }
}

extension Neutron {
    /// Lists the rules, from inside their groups: see
    /// ``OpenStackClient/securityGroups()``.
    struct SecurityGroupRules: Collector {
        func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<SecurityGroupRule> {
            try await client.securityGroups().flatMap(\.rules)
        }
    }
}
