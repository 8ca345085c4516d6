public import TomboRecords

extension Neutron {
    /// A router between networks, and their way out.
    ///
    /// On which host its gateway is says the port with `device_owner`
    /// `network:router_gateway` and its id as `device_id`: that host moves
    /// with a failover, without a change of the router.
    public struct Router: Record, Decodable {
        struct Gateway: Decodable {
            var network: String
            var addresses: [FixedIP]?
            var isSNAT: Bool?

            enum CodingKeys: String, CodingKey {
                case network = "network_id"
                case addresses = "external_fixed_ips"
                case isSNAT = "enable_snat"
            }
        }

        var id: String
        var name: String
        var project: String?
        var status: String
        var isUp: Bool
        /// Neutron writes null for none.
        var gateway: Gateway?
        var isDistributed: Bool?
        var isHA: Bool?
        var routes: [Route]?
        var availabilityZones: [String]?
        var description: String?
        var tags: [String]?
        var createdAt: String?
        var updatedAt: String?

        enum CodingKeys: String, CodingKey {
            case id, name, status, routes, description, tags
            case project = "project_id"
            case isUp = "admin_state_up"
            case gateway = "external_gateway_info"
            case isDistributed = "distributed"
            case isHA = "ha"
            case availabilityZones = "availability_zones"
            case createdAt = "created_at"
            case updatedAt = "updated_at"
        }

        public var values: [Value] {
            [
                .init(id), .init(name), .init(project?.unlessEmpty), .init(status), .init(isUp),
                .init(gateway?.network), .list((gateway?.addresses ?? []).map(\.value)), .init(gateway?.isSNAT),
                .init(isDistributed), .init(isHA), routes.map { .list($0.map(\.value)) } ?? .null,
                .init(availabilityZones), .init(description), .init(tags), .init(createdAt), .init(updatedAt),
            ]
        }

        public static let spec = RecordSpec(
            kind: "neutron_router",
            summary: "A router between networks, and their way out.",
            key: ["id"], name: "name", aliases: ["router"],
            brief: ["name", "status", "external_network_id", "external_addresses", "project_id"],
            columns: [
                .init("id", .text, .configuration, "Identity of the router."),
                .init("name", .text, .configuration, "Name somebody gave it; two routers may share one."),
                .init(
                    "project_id", .text, .configuration, references: "keystone_project",
                    "Project that owns it; null for one that Neutron made for itself."),
                .init("status", .text, .status, "`ACTIVE`, `DOWN`, `ALLOCATING` or `ERROR`."),
                .init("admin_state_up", .boolean, .configuration, "Whether it is switched on."),
                .init(
                    "external_network_id", .text, .configuration, references: "neutron_network",
                    "Network that is its way out; null when it has none."),
                .init(
                    "external_addresses", .set, .configuration,
                    references: .init("neutron_subnet", member: "subnet_id"),
                    "Its addresses on that network: ip_address and subnet_id."),
                .init(
                    "enable_snat", .boolean, .configuration,
                    "Whether guests without a floating IP go out under its address; null without a way out."),
                .init(
                    "distributed", .boolean, .configuration,
                    "Whether each compute host routes for itself; null where Neutron does not say, as with OVN."),
                .init(
                    "ha", .boolean, .configuration,
                    "Whether several agents stand by for it; null where Neutron does not say, as with OVN."),
                .init("routes", .set, .configuration, "Routes somebody gave it: destination and nexthop."),
                .init(
                    "availability_zones", .set, .configuration,
                    "Availability zones that its agents are in; empty with OVN."),
                .init("description", .text, .configuration, "Free text that somebody gave it."),
                .init("tags", .set, .configuration, "Labels that somebody gave it."),
                .init("created_at", .instant, .configuration, "When it was made."),
                .init("updated_at", .instant, .stamp, "When Neutron last noted a change of it."),
            ],
            examples: [
                .init(
                    "On which host is the gateway of each router?",
                    """
                    SELECT r.name, p.binding_host_id AS host FROM neutron_router r LEFT JOIN neutron_port p \
                    ON p.device_id = r.id AND p.cloud = r.cloud AND p.device_owner = 'network:router_gateway' \
                    ORDER BY r.name
                    """),
                .init(
                    "Which routers have no way out?",
                    "SELECT name, id FROM neutron_router WHERE external_network_id IS NULL ORDER BY name"),
            ])
    }
}

extension Neutron {
    /// Lists the routers of all projects.
    struct Routers: Collector {
        func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<Router> {
            try await client.list(
                Router.self, of: Router.spec.kind, from: .network, "/routers", query: page, under: "routers")
        }
    }
}
