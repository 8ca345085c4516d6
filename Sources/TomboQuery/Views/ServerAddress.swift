import TomboRecords

extension ViewSpec {
    static let serverAddress = ViewSpec(
        name: "server_address",
        summary: "An address of a server, as Neutron's ports and floating IPs have it.",
        notes: [
            "The ports are the truth. The addresses of `nova_server` are Nova's own copy, which lags behind and goes wrong.",
            "A server without ports has no row; a port without addresses has one, with null for the address.",
            unknownOwner,
        ],
        columns: [
            .init("cloud", .text, .configuration, "The cloud."),
            .init("server_id", .text, .configuration, references: "nova_server", "Identity of the server."),
            .init("server", .text, .configuration, "Name of the server."),
            .init("network", .text, .configuration, "Name of the network that the port leads to."),
            .init("subnet", .text, .configuration, "Name of the subnet that the address is from."),
            .init("fixed_ip", .text, .configuration, "Address of the port."),
            .init("floating_ip", .text, .configuration, "Floating IP address that leads to it, if there is one."),
            .init("mac", .text, .configuration, "MAC address of the port."),
            .init("port_id", .text, .configuration, references: "neutron_port", "Identity of the port."),
            .init("version", .integer, .configuration, "4 or 6, after the address."),
        ],
        kinds: ["nova_server", "neutron_network", "neutron_subnet", "neutron_port", "neutron_floatingip"],
        examples: [
            .init(
                "Which address has each server?",
                "SELECT server, network, fixed_ip, floating_ip FROM server_address ORDER BY server, network, fixed_ip"),
            .init(
                "Whose is this address?",
                "SELECT server, port_id FROM server_address WHERE '192.169.0.5' IN (fixed_ip, floating_ip)"),
        ])
}
