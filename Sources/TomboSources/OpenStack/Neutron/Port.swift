public import TomboRecords

extension Neutron {
    /// A connection to a network: of a server, a router, a floating IP, or
    /// of Neutron itself.
    ///
    /// Not kept, on purpose: `binding:profile` and `binding:vif_details`
    /// (what drivers tell each other), and `extra_dhcp_opts`.
    public struct Port: Record, Decodable {
        var id: String
        var name: String
        var network: String
        var project: String?
        var deviceOwner: String?
        var device: String?
        var status: String
        var isUp: Bool
        var mac: String
        var fixedIPs: [FixedIP]
        var host: String?
        var vifType: String?
        var vnicType: String?
        var securityGroups: [String]?
        var addressPairs: [AddressPair]?
        var hasPortSecurity: Bool?
        var dnsName: String?
        var description: String?
        var tags: [String]?
        var createdAt: String?
        var updatedAt: String?

        enum CodingKeys: String, CodingKey {
            case id, name, status, description, tags
            case network = "network_id"
            case project = "project_id"
            case deviceOwner = "device_owner"
            case device = "device_id"
            case isUp = "admin_state_up"
            case mac = "mac_address"
            case fixedIPs = "fixed_ips"
            case host = "binding:host_id"
            case vifType = "binding:vif_type"
            case vnicType = "binding:vnic_type"
            case securityGroups = "security_groups"
            case addressPairs = "allowed_address_pairs"
            case hasPortSecurity = "port_security_enabled"
            case dnsName = "dns_name"
            case createdAt = "created_at"
            case updatedAt = "updated_at"
        }

        /// An empty text is how Neutron writes that there is none: no project
        /// for what a router owns, no host for what is bound to none.
        public var values: [Value] {
            [
                .init(id), .init(name), .init(network), .init(project?.unlessEmpty), .init(deviceOwner?.unlessEmpty),
                .init(device?.unlessEmpty), .init(status), .init(isUp), .init(mac.lowercased()),
                .list(fixedIPs.map(\.value)), .init(host?.unlessEmpty), .init(vifType), .init(vnicType),
                .init(securityGroups), addressPairs.map { .list($0.map(\.value)) } ?? .null, .init(hasPortSecurity),
                .init(dnsName?.unlessEmpty), .init(description), .init(tags), .init(createdAt), .init(updatedAt),
            ]
        }

        public static let spec = RecordSpec(
            kind: "neutron_port",
            summary: "A connection to a network: of a server, a router, a floating IP, or of Neutron itself.",
            key: ["id"], name: "name", aliases: ["port"], joins: true,
            brief: ["id", "device_owner", "fixed_ips", "status", "binding_host_id"],
            columns: [
                .init("id", .text, .configuration, "Identity of the port."),
                .init("name", .text, .configuration, "Name somebody gave it; mostly empty."),
                .init(
                    "network_id", .text, .configuration, references: "neutron_network", "Network that it leads to."),
                .init(
                    "project_id", .text, .configuration, references: "keystone_project",
                    "Project that owns it; null for a router's gateway and a floating IP's port."),
                .init(
                    "device_owner", .text, .configuration,
                    "What uses it: `compute:nova` for a server, `network:router_gateway` and the like; null for nothing."
                ),
                .init(
                    "device_id", .text, .configuration,
                    references: [
                        .init("nova_server", when: .init("device_owner", startsWith: "compute:")),
                        .init("neutron_router", when: .init("device_owner", startsWith: "network:router_")),
                        .init("neutron_router", when: .init("device_owner", "network:ha_router_replicated_interface")),
                        .init("neutron_floatingip", when: .init("device_owner", "network:floatingip")),
                    ],
                    "Identity of what uses it: a server, a router or a floating IP, as `device_owner` says."),
                .init(
                    "status", .text, .status, "`ACTIVE`, `DOWN`, `BUILD`, `ERROR`, or `N/A` where none is meant."),
                .init("admin_state_up", .boolean, .configuration, "Whether it is switched on."),
                .init("mac_address", .text, .configuration, "Its MAC address, in lower case."),
                .init(
                    "fixed_ips", .set, .configuration, references: .init("neutron_subnet", member: "subnet_id"),
                    "Its addresses: ip_address and subnet_id."),
                .init(
                    "binding_host_id", .text, .configuration,
                    references: [
                        .init("nova_hypervisor", column: "service_host"), .init("neutron_agent", column: "host"),
                    ],
                    "Host that it is bound to, as nova.conf spells it; null for one that is bound to none."),
                .init(
                    "binding_vif_type", .text, .status,
                    "How the host plugs it in: `ovs`, or `unbound` or `binding_failed` when it does not."),
                .init(
                    "binding_vnic_type", .text, .configuration, "What was asked of the host: `normal`, `direct`, …."),
                .init(
                    "security_groups", .set, .configuration, references: "neutron_security_group",
                    "Identities of its security groups."),
                .init(
                    "allowed_address_pairs", .set, .configuration,
                    "What else it may send from: ip_address and mac_address."),
                .init(
                    "port_security_enabled", .boolean, .configuration,
                    "Whether security groups and spoofing checks hold for it."),
                .init("dns_name", .text, .configuration, "Host name that it is known by, if it has one."),
                .init("description", .text, .configuration, "Free text that somebody gave it."),
                .init("tags", .set, .configuration, "Labels that somebody gave it."),
                .init("created_at", .instant, .configuration, "When it was made."),
                .init("updated_at", .instant, .stamp, "When Neutron last noted a change of it."),
            ],
            examples: [
                .init(
                    "Which address has each server, and on which host?",
                    """
                    SELECT s.name, a.value ->> 'ip_address' AS address, p.binding_host_id AS host \
                    FROM neutron_port p JOIN nova_server s ON s.id = p.device_id AND s.cloud = p.cloud, \
                    json_each(p.fixed_ips) a ORDER BY s.name, address
                    """),
                .init(
                    "Which ports does nothing use?",
                    "SELECT id, name, network_id FROM neutron_port WHERE device_id IS NULL ORDER BY id"),
                .init(
                    "Which ports could no host plug in?",
                    "SELECT id, device_id, binding_host_id FROM neutron_port WHERE binding_vif_type = 'binding_failed'"),
            ])
    }
}

extension Neutron {
    /// Lists the ports of all projects.
    struct Ports: Collector {
        func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<Port> {
            try await client.list(Port.self, of: Port.spec.kind, from: .network, "/ports", query: page, under: "ports")
        }
    }
}
