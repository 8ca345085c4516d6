public import TomboRecords

extension Neutron {
    /// An address of an external network that is lent to a port.
    ///
    /// One that is free stays: `DOWN`, without a port, until it is given back.
    public struct FloatingIP: Record, Decodable {
        var id: String
        var address: String
        var fixedAddress: String?
        var port: String?
        var router: String?
        var network: String
        var project: String?
        var status: String
        var dnsName: String?
        var description: String?
        var tags: [String]?
        var createdAt: String?
        var updatedAt: String?

        enum CodingKeys: String, CodingKey {
            case id, status, description, tags
            case address = "floating_ip_address"
            case fixedAddress = "fixed_ip_address"
            case port = "port_id"
            case router = "router_id"
            case network = "floating_network_id"
            case project = "project_id"
            case dnsName = "dns_name"
            case createdAt = "created_at"
            case updatedAt = "updated_at"
        }

        public var values: [Value] {
            [
                .init(id), .init(address), .init(fixedAddress), .init(port), .init(router), .init(network),
                .init(project?.unlessEmpty), .init(status), .init(dnsName?.unlessEmpty), .init(description),
                .init(tags), .init(createdAt), .init(updatedAt),
            ]
        }

        public static let spec = RecordSpec(
            kind: "neutron_floatingip",
            summary: "An address of an external network, lent to a port.",
            key: ["id"], name: "floating_ip_address", aliases: ["floating-ip", "floatingip", "fip"],
            brief: ["floating_ip_address", "fixed_ip_address", "status", "port_id", "project_id"],
            columns: [
                .init("id", .text, .configuration, "Identity of the floating IP."),
                .init("floating_ip_address", .text, .configuration, "The address outside."),
                .init(
                    "fixed_ip_address", .text, .configuration,
                    "The port's own address that it stands for; null while it is free."),
                .init(
                    "port_id", .text, .configuration, references: "neutron_port",
                    "Port that it is lent to; null while it is free."),
                .init(
                    "router_id", .text, .configuration, references: "neutron_router",
                    "Router that translates it; null while it is free."),
                .init(
                    "floating_network_id", .text, .configuration, references: "neutron_network",
                    "External network that it is from."),
                .init(
                    "project_id", .text, .configuration, references: "keystone_project", "Project that holds it."),
                .init("status", .text, .status, "`ACTIVE`, `DOWN` (free, too) or `ERROR`."),
                .init("dns_name", .text, .configuration, "Host name that it is known by, if it has one."),
                .init("description", .text, .configuration, "Free text that somebody gave it."),
                .init("tags", .set, .configuration, "Labels that somebody gave it."),
                .init("created_at", .instant, .configuration, "When it was taken from the network."),
                .init("updated_at", .instant, .stamp, "When Neutron last noted a change of it."),
            ],
            examples: [
                .init(
                    "Which server has which floating IP?",
                    """
                    SELECT f.floating_ip_address, f.fixed_ip_address, s.name FROM neutron_floatingip f \
                    JOIN neutron_port p ON p.id = f.port_id AND p.cloud = f.cloud \
                    JOIN nova_server s ON s.id = p.device_id AND s.cloud = p.cloud ORDER BY f.floating_ip_address
                    """),
                .init(
                    "Which floating IPs are held and not used?",
                    "SELECT floating_ip_address, project_id FROM neutron_floatingip WHERE port_id IS NULL"),
            ])
    }
}

extension Neutron {
    /// Lists the floating IPs of all projects.
    struct FloatingIPs: Collector {
        func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<FloatingIP> {
            try await client.list(
                FloatingIP.self, of: FloatingIP.spec.kind, from: .network, "/floatingips", query: page,
                under: "floatingips")
        }
    }
}
