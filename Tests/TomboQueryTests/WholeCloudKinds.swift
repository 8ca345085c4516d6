import TomboRecords
import TomboSources

/// The kinds that join servers, networks and volumes, as far as the questions need them: the catalog's own where it
/// has them, so that the questions are asked of the real ones.
enum WholeCloudKinds {
    static let specs: [RecordSpec] = {
        let known = OpenStackCatalog.specs
        return known + made.filter { spec in !known.contains(spec) }
    }()

    static var isReal: Bool { OpenStackCatalog.specs.contains { $0.kind == "neutron_port" } }

    private static let made: [RecordSpec] = [
        kind("keystone_user", "user", [text("id"), text("name")]),
        kind("nova_server_group", "server-group", [text("id"), text("name"), set("members", "nova_server")]),
        kind(
            "nova_migration", "migration",
            [
                text("uuid"), text("instance_uuid", "nova_server"), text("status"),
                text("source_node", "nova_hypervisor"), text("dest_node", "nova_hypervisor"),
            ], name: "uuid"),
        RecordSpec(
            kind: "placement_allocation", summary: "A claim.", key: ["resource_provider", "consumer"], name: "consumer",
            aliases: ["allocation"], joins: true, brief: ["resource_provider", "resources"],
            columns: [
                text("resource_provider", "placement_resource_provider"),
                text("consumer", ["nova_server", .init("nova_migration", column: "uuid")]),
                Column("resources", .json, .configuration, "What is claimed."),
            ], examples: []),
        kind("glance_image", "image", [text("id"), text("name")]),
        kind("cinder_volume", "volume", [text("id"), text("name"), text("status")]),
        kind(
            "cinder_attachment", "attachment",
            [text("id"), text("volume_id", "cinder_volume"), text("server_id", "nova_server"), text("device")],
            name: "id", joins: true),
        kind(
            "cinder_service", "volume-service", [text("host"), text("binary"), text("state"), text("status")],
            key: ["host", "binary"], name: "host"),
        kind("neutron_network", "network", [text("id"), text("name"), set("subnets", [])]),
        kind(
            "neutron_subnet", "subnet",
            [text("id"), text("name"), text("network_id", "neutron_network"), text("cidr"), text("gateway_ip")]),
        kind(
            "neutron_router", "router",
            [
                text("id"), text("name"), text("external_network_id", "neutron_network"),
                set("external_addresses", .init("neutron_subnet", member: "subnet_id")),
            ]),
        kind("neutron_security_group", "security-group", [text("id"), text("name")]),
        kind(
            "neutron_agent", "agent",
            [
                text("id"), text("host"), text("binary"), Column("alive", .boolean, .status, "Alive."),
            ], name: "host"),
        port,
        kind(
            "neutron_floatingip", "floating-ip",
            [
                text("id"), text("floating_ip_address"), text("fixed_ip_address"), text("port_id", "neutron_port"),
                text("router_id", "neutron_router"), text("floating_network_id", "neutron_network"),
            ], name: "floating_ip_address"),
    ]

    private static let port = kind(
        "neutron_port", "port",
        [
            text("id"), text("name"), text("network_id", "neutron_network"), text("project_id", "keystone_project"),
            text("device_owner"),
            text(
                "device_id",
                [
                    .init("nova_server", when: .init("device_owner", startsWith: "compute:")),
                    .init("neutron_router", when: .init("device_owner", startsWith: "network:router_")),
                ]),
            text("mac_address"),
            Column(
                "fixed_ips", .set, .configuration, references: .init("neutron_subnet", member: "subnet_id"),
                "Addresses."),
            text(
                "binding_host_id",
                [.init("nova_hypervisor", column: "service_host"), .init("neutron_agent", column: "host")]),
            set("security_groups", "neutron_security_group"),
        ], joins: true, brief: ["device_owner", "fixed_ips", "binding_host_id"])

    private static func text(_ name: String, _ references: References = []) -> Column {
        Column(name, .text, .configuration, references: references, "Test.")
    }

    private static func set(_ name: String, _ references: References) -> Column {
        Column(name, .set, .configuration, references: references, "Test.")
    }

    private static func kind(
        _ kind: String, _ alias: String, _ columns: [Column], key: [String] = [], name: String = "name",
        joins: Bool = false, brief: [String] = []
    ) -> RecordSpec {
        RecordSpec(
            kind: kind, summary: "Test.", key: key.isEmpty ? [columns[0].name] : key, name: name, aliases: [alias],
            joins: joins, brief: brief.isEmpty ? [name] : brief, columns: columns, examples: [])
    }
}
