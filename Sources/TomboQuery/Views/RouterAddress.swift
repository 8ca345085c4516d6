import TomboRecords

extension ViewSpec {
    static let routerAddress = ViewSpec(
        name: "router_address",
        summary: "An address of a router, and the host of its gateway.",
        notes: [
            "With OVN only the gateway is on a host; an interface is on all of them, and its host is null.",
            unknownOwner,
        ],
        columns: [
            .init("cloud", .text, .configuration, "The cloud."),
            .init("router_id", .text, .configuration, references: "neutron_router", "Identity of the router."),
            .init("router", .text, .configuration, "Name of the router."),
            .init("network", .text, .configuration, "Name of the network that the port leads to."),
            .init("subnet", .text, .configuration, "Name of the subnet that the address is from."),
            .init("address", .text, .configuration, "Address of the router there."),
            .init("kind", .text, .configuration, "`gateway` towards the external network, or `interface`."),
            .init("host", .text, .configuration, "Host that the port is bound to; null for one that is on every host."),
            .init("port_id", .text, .configuration, references: "neutron_port", "Identity of the port."),
        ],
        kinds: ["neutron_network", "neutron_subnet", "neutron_router", "neutron_port"],
        examples: [
            .init(
                "Where is the gateway of each router?",
                "SELECT router, address, host FROM router_address WHERE kind = 'gateway' ORDER BY router, address"),
            .init(
                "Which subnets does a router join?",
                "SELECT router, subnet, address FROM router_address WHERE kind = 'interface' ORDER BY router, subnet"),
        ])
}
