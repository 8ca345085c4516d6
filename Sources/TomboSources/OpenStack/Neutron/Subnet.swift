public import TomboRecords

extension Neutron {
    /// A range of addresses on a network.
    public struct Subnet: Record, Decodable {
        var id: String
        var name: String
        var network: String
        var project: String?
        var ipVersion: Int64
        var cidr: String
        var gateway: String?
        var hasDHCP: Bool
        var pools: [AllocationPool]
        var nameServers: [String]?
        var hostRoutes: [Route]?
        var addressMode: String?
        var advertisementMode: String?
        var subnetPool: String?
        var description: String?
        var tags: [String]?
        var createdAt: String?
        var updatedAt: String?

        enum CodingKeys: String, CodingKey {
            case id, name, cidr, description, tags
            case network = "network_id"
            case project = "project_id"
            case ipVersion = "ip_version"
            case gateway = "gateway_ip"
            case hasDHCP = "enable_dhcp"
            case pools = "allocation_pools"
            case nameServers = "dns_nameservers"
            case hostRoutes = "host_routes"
            case addressMode = "ipv6_address_mode"
            case advertisementMode = "ipv6_ra_mode"
            case subnetPool = "subnetpool_id"
            case createdAt = "created_at"
            case updatedAt = "updated_at"
        }

        public var values: [Value] {
            [
                .init(id), .init(name), .init(network), .init(project?.unlessEmpty), .init(ipVersion), .init(cidr),
                .init(gateway), .init(hasDHCP), .list(pools.map(\.value)), .init(nameServers),
                hostRoutes.map { .list($0.map(\.value)) } ?? .null, .init(addressMode), .init(advertisementMode),
                .init(subnetPool), .init(description), .init(tags), .init(createdAt), .init(updatedAt),
            ]
        }

        public static let spec = RecordSpec(
            kind: "neutron_subnet",
            summary: "A range of addresses on a network.",
            key: ["id"], name: "name", aliases: ["subnet"],
            brief: ["name", "cidr", "gateway_ip", "enable_dhcp", "allocation_pools", "network_id"],
            columns: [
                .init("id", .text, .configuration, "Identity of the subnet."),
                .init("name", .text, .configuration, "Name somebody gave it; two subnets may share one."),
                .init(
                    "network_id", .text, .configuration, references: "neutron_network", "Network that it is on."),
                .init(
                    "project_id", .text, .configuration, references: "keystone_project",
                    "Project that owns it; null for one that Neutron made for itself."),
                .init("ip_version", .integer, .configuration, "4 or 6."),
                .init("cidr", .text, .configuration, "The range, such as `192.169.0.0/24`."),
                .init("gateway_ip", .text, .configuration, "Address of its way out; null when it has none."),
                .init("enable_dhcp", .boolean, .configuration, "Whether guests get their address by DHCP."),
                .init(
                    "allocation_pools", .set, .configuration,
                    "Ranges that Neutron gives addresses from: start and end, both included."),
                .init(
                    "dns_nameservers", .json, .configuration,
                    "Name servers that guests are told, in the order in which they ask them."),
                .init(
                    "host_routes", .set, .configuration, "Routes that guests are told: destination and nexthop."),
                .init("ipv6_address_mode", .text, .configuration, "How guests get an IPv6 address; null for IPv4."),
                .init("ipv6_ra_mode", .text, .configuration, "Who advertises the IPv6 router; null for IPv4."),
                .init(
                    "subnetpool_id", .text, .configuration,
                    "Identity of the subnet pool that the range was taken from, if any."),
                .init("description", .text, .configuration, "Free text that somebody gave it."),
                .init("tags", .set, .configuration, "Labels that somebody gave it."),
                .init("created_at", .instant, .configuration, "When it was made."),
                .init("updated_at", .instant, .stamp, "When Neutron last noted a change of it."),
            ],
            examples: [
                .init(
                    "Which ranges of addresses are there?",
                    """
                    SELECT n.name AS network, s.name, s.cidr, s.gateway_ip FROM neutron_subnet s \
                    JOIN neutron_network n ON n.id = s.network_id AND n.cloud = s.cloud ORDER BY network, s.cidr
                    """),
                .init(
                    "From which ranges are addresses given?",
                    """
                    SELECT s.name, p.value ->> 'start' AS start, p.value ->> 'end' AS end \
                    FROM neutron_subnet s, json_each(s.allocation_pools) p ORDER BY s.name, start
                    """),
            ])
    }
}

extension Neutron {
    /// Lists the subnets of all projects.
    struct Subnets: Collector {
        func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<Subnet> {
            try await client.list(
                Subnet.self, of: Subnet.spec.kind, from: .network, "/subnets", query: page, under: "subnets")
        }
    }
}
