public import TomboRecords

extension Neutron {
    /// A network of the cloud: an isolated one of a project, or one that
    /// leads outside.
    public struct Network: Record, Decodable {
        var id: String
        var name: String
        var project: String?
        var status: String
        var isUp: Bool
        var isShared: Bool
        var isExternal: Bool?
        var networkType: String?
        var physicalNetwork: String?
        var segmentationID: Int64?
        var mtu: Int64?
        var subnets: [String]
        var availabilityZones: [String]?
        var hasPortSecurity: Bool?
        var isDefault: Bool?
        var description: String?
        var tags: [String]?
        var createdAt: String?
        var updatedAt: String?

        enum CodingKeys: String, CodingKey {
            case id, name, status, mtu, subnets, description, tags
            case project = "project_id"
            case isUp = "admin_state_up"
            case isShared = "shared"
            case isExternal = "router:external"
            case networkType = "provider:network_type"
            case physicalNetwork = "provider:physical_network"
            case segmentationID = "provider:segmentation_id"
            case availabilityZones = "availability_zones"
            case hasPortSecurity = "port_security_enabled"
            case isDefault = "is_default"
            case createdAt = "created_at"
            case updatedAt = "updated_at"
        }

        public var values: [Value] {
            [
                .init(id), .init(name), .init(project?.unlessEmpty), .init(status), .init(isUp), .init(isShared),
                .init(isExternal), .init(networkType), .init(physicalNetwork), .init(segmentationID), .init(mtu),
                .init(subnets), .init(availabilityZones), .init(hasPortSecurity), .init(isDefault),
                .init(description), .init(tags), .init(createdAt), .init(updatedAt),
            ]
        }

        public static let spec = RecordSpec(
            kind: "neutron_network",
            summary: "A network: an isolated one of a project, or one that leads outside.",
            key: ["id"], name: "name", aliases: ["network"],
            brief: ["name", "status", "network_type", "external", "shared", "id"],
            columns: [
                .init("id", .text, .configuration, "Identity of the network."),
                .init("name", .text, .configuration, "Name somebody gave it; two networks may share one."),
                .init(
                    "project_id", .text, .configuration, references: "keystone_project",
                    "Project that owns it; null for one that Neutron made for itself."),
                .init("status", .text, .status, "`ACTIVE`, `DOWN`, `BUILD` or `ERROR`."),
                .init("admin_state_up", .boolean, .configuration, "Whether it is switched on."),
                .init("shared", .boolean, .configuration, "Whether every project may use it."),
                .init("external", .boolean, .configuration, "Whether routers may use it as their way out."),
                .init(
                    "network_type", .text, .configuration,
                    "How its frames are carried: `flat`, `vlan`, `geneve`, `vxlan`, `gre` or `local`."),
                .init(
                    "physical_network", .text, .configuration,
                    "Label of the hosts' bridge that it is on; null for one that is tunneled."),
                .init(
                    "segmentation_id", .integer, .configuration,
                    "VLAN or tunnel number; null for a flat network."),
                .init("mtu", .integer, .configuration, unit: "bytes", "Largest packet that it carries."),
                .init(
                    "subnets", .set, .configuration, "Identities of its subnets."),
                .init(
                    "availability_zones", .set, .configuration,
                    "Availability zones that its agents are in; empty with OVN."),
                .init(
                    "port_security_enabled", .boolean, .configuration,
                    "Whether new ports of it get security groups and spoofing checks."),
                .init(
                    "is_default", .boolean, .configuration,
                    "Whether it is the way out for automatic topologies; null for one that is not external."),
                .init("description", .text, .configuration, "Free text that somebody gave it."),
                .init("tags", .set, .configuration, "Labels that somebody gave it."),
                .init("created_at", .instant, .configuration, "When it was made."),
                .init("updated_at", .instant, .stamp, "When Neutron last noted a change of it."),
            ],
            examples: [
                .init(
                    "Which networks lead outside?",
                    "SELECT name, network_type, physical_network, mtu FROM neutron_network WHERE external ORDER BY name"
                ),
                .init(
                    "How many ports does each network have?",
                    """
                    SELECT n.name, count(p.id) AS ports FROM neutron_network n LEFT JOIN neutron_port p \
                    ON p.network_id = n.id AND p.cloud = n.cloud GROUP BY n.cloud, n.id ORDER BY ports DESC, n.name
                    """),
            ])
    }
}

extension Neutron {
    /// Lists the networks of all projects.
    struct Networks: Collector {
        func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<Network> {
            try await client.list(
                Network.self, of: Network.spec.kind, from: .network, "/networks", query: page, under: "networks")
        }
    }
}
