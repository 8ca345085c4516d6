import TomboRecords

extension CheckCase {
    private static func network(_ id: String, external: Value = false, physical: Value = nil) -> [String: Value] {
        ["id": .text(id), "name": .text(id), "external": external, "physical_network": physical]
    }

    private static func subnet(
        _ name: String, _ cidr: String, of network: String = "in", _ fields: [String: Value] = [:]
    ) -> [String: Value] {
        ["id": .text(name), "name": .text(name), "network_id": .text(network), "cidr": .text(cidr), "ip_version": 4]
            .merging(fields) { _, said in said }
    }

    private static func port(_ id: String, _ owner: String, _ device: String, _ fields: [String: Value] = [:])
        -> [String: Value]
    {
        [
            "id": .text(id), "network_id": "in", "device_owner": .text(owner), "device_id": .text(device),
            "binding_vif_type": "ovs", "binding_host_id": "h1",
            "fixed_ips": [.object([.init("ip_address", .text("10.0.0.\(id)")), .init("subnet_id", "inside")])],
        ].merging(fields) { _, said in said }
    }

    private static func interface(_ id: String, on subnet: String) -> [String: Value] {
        port(
            id, "network:router_interface", "r",
            ["fixed_ips": [.object([.init("ip_address", "10.0.0.1"), .init("subnet_id", .text(subnet))])]])
    }

    private static func floating(_ address: String, port: Value) -> [String: Value] {
        ["id": .text("f-\(address)"), "floating_ip_address": .text(address), "port_id": port, "status": "ACTIVE"]
    }

    private static func server(_ name: String, _ fields: [String: Value] = [:]) -> [String: Value] {
        ["id": .text(name), "name": .text(name), "status": "ACTIVE", "host": "h1"].merging(fields) { _, said in said }
    }

    private static let router: [String: Value] = ["id": "r", "name": "r", "external_network_id": "out"]

    static let network: [CheckCase] = [
        CheckCase(
            rule: "network-agent-down",
            breaks: [
                "neutron_agent": [
                    ["id": "1", "host": "h1", "binary": "ovn-controller", "alive": false, "admin_state_up": true],
                    ["id": "2", "host": "h2", "binary": "ovn-controller", "alive": false, "admin_state_up": false],
                ]
            ],
            names: ["ovn-controller@h1"],
            keeps: ["neutron_agent": [["id": "1", "host": "h1", "binary": "ovn-controller", "alive": true]]]),
        CheckCase(
            rule: "port-unbound",
            breaks: [
                "nova_server": [server("a")],
                "neutron_port": [
                    port("1", "compute:nova", "a", ["binding_vif_type": "unbound"]),
                    port("2", "network:dhcp", "x", ["binding_vif_type": "binding_failed"]),
                    port("3", "compute:nova", "a"),
                ],
            ],
            names: ["10.0.0.1", "10.0.0.2"],
            keeps: [
                "nova_server": [server("a", ["status": "SHELVED_OFFLOADED", "host": nil])],
                "neutron_port": [
                    port("1", "compute:nova", "a", ["binding_vif_type": "unbound"]),
                    port("2", "network:router_interface", "r", ["binding_vif_type": "unbound"]),
                ],
            ],
            unknown: ["neutron_port": [port("1", "compute:nova", "a", ["binding_vif_type": nil])]]),
        CheckCase(
            rule: "floating-ip-unattached",
            breaks: ["neutron_floatingip": [floating("172.16.7.1", port: nil), floating("172.16.7.2", port: "1")]],
            names: ["172.16.7.1"], keeps: ["neutron_floatingip": [floating("172.16.7.2", port: "1")]]),
        CheckCase(
            rule: "floating-ip-unexpected",
            breaks: [
                "nova_server": [server("db"), server("lb"), server("client")],
                "neutron_port": [port("1", "compute:nova", "db"), port("2", "compute:nova", "lb")],
                "neutron_floatingip": [floating("172.16.7.1", port: "1"), floating("172.16.7.2", port: "2")],
            ],
            names: ["db"],
            keeps: [
                "nova_server": [server("db"), server("lb"), server("client")],
                "neutron_port": [port("2", "compute:nova", "lb"), port("3", "compute:nova", "client")],
                "neutron_floatingip": [floating("172.16.7.2", port: "2"), floating("172.16.7.3", port: "3")],
            ],
            unknown: ["neutron_floatingip": [floating("172.16.7.2", port: "gone")]]),
        CheckCase(
            rule: "public-address-inside",
            breaks: [
                "neutron_network": [network("in")],
                "neutron_subnet": [subnet("lab", "192.169.0.0/24"), subnet("good", "192.168.0.0/24")],
            ],
            names: ["lab"],
            keeps: [
                "neutron_network": [
                    network("in"), network("out", external: true), network("campus", physical: "phys"),
                ],
                "neutron_subnet": [
                    subnet("a", "10.9.0.0/16"), subnet("b", "8.8.8.0/24", of: "out"),
                    subnet("c", "143.107.0.0/24", of: "campus"),
                    subnet("d", "fd00::/64", of: "in", ["ip_version": 6]), subnet("e", "172.31.0.0/20"),
                ],
            ],
            unknown: ["neutron_subnet": [subnet("lab", "192.169.0.0/24")]]),
        CheckCase(
            rule: "subnet-absurd",
            breaks: [
                "neutron_subnet": [
                    subnet("huge", "172.16.0.0/2"), subnet("loop", "127.0.0.0/24"),
                    subnet("gateway", "10.0.0.0/24", of: "in", ["gateway_ip": "10.0.1.1"]),
                    subnet(
                        "pool", "10.0.0.0/24", of: "in",
                        ["allocation_pools": [.object([.init("start", "10.0.0.2"), .init("end", "10.0.7.9")])]]),
                    subnet("tiny", "10.0.0.4/32", of: "in", ["enable_dhcp": true]),
                ]
            ],
            names: ["gateway", "huge", "loop", "pool", "tiny"],
            keeps: [
                "neutron_subnet": [
                    subnet(
                        "a", "172.16.0.0/20", of: "in",
                        [
                            "gateway_ip": "172.16.0.1",
                            "allocation_pools": [
                                .object([.init("start", "172.16.7.0"), .init("end", "172.16.8.255")])
                            ],
                        ]), subnet("b", "fd00::/48", of: "in", ["ip_version": 6, "gateway_ip": "fe80::1"]),
                ]
            ],
            unknown: ["neutron_subnet": [subnet("a", "nonsense")]]),
        CheckCase(
            rule: "subnet-overlap",
            breaks: [
                "neutron_network": [network("in"), network("out", external: true)],
                "neutron_subnet": [
                    subnet("inside", "172.16.4.0/24"), subnet("ext", "172.16.0.0/20", of: "out"),
                    subnet("oam", "10.0.0.0/16"),
                ],
                "neutron_router": [router], "neutron_port": [interface("1", on: "inside"), interface("2", on: "oam")],
                "maas_subnet": [["id": 1, "name": "oam", "cidr": "10.0.0.0/24"]],
            ],
            names: ["inside", "oam"],
            keeps: [
                "neutron_network": [network("in"), network("out", external: true)],
                "neutron_subnet": [
                    subnet("inside", "192.168.0.0/24"), subnet("twin", "192.168.0.0/24"),
                    subnet("ext", "172.16.0.0/20", of: "out"),
                ],
                "neutron_router": [router], "neutron_port": [interface("1", on: "inside")],
                // The external network is the one that MAAS knows.
                "maas_subnet": [["id": 1, "name": "ext", "cidr": "172.16.0.0/20"]],
            ],
            unknown: ["neutron_subnet": [subnet("a", "nonsense")]]),
    ]
}
