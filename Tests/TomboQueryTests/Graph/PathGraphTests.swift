import Testing
import TomboRecords
import TomboTestKit

@testable import TomboQuery

@Suite("The path from the gateway to the machine")
struct PathGraphTests {
    private static func object(_ fields: (String, Value)...) -> Value {
        .object(fields.map { .init($0.0, $0.1) })
    }

    private static let networks: [[String: Value]] = [
        [
            "id": "out", "name": "ext_net", "external": true, "network_type": "flat", "physical_network": "physnet1",
        ],
        ["id": "in", "name": "user1_net", "external": false, "network_type": "geneve", "segmentation_id": 1709],
    ]
    private static let subnets: [[String: Value]] = [
        [
            "id": "sout", "name": "ext", "network_id": "out", "cidr": "172.16.0.0/20", "ip_version": 4,
            "gateway_ip": "172.16.0.1",
        ],
        ["id": "sin", "name": "in", "network_id": "in", "cidr": "192.169.0.0/24", "ip_version": 4],
    ]

    private static func port(
        _ id: String, _ owner: String?, _ device: String, _ address: String?, host: String? = nil, vif: String = "ovs",
        on network: String = "in"
    ) -> [String: Value] {
        let fixed = address.map { [object(("ip_address", .text($0)), ("subnet_id", .text("s\(network)")))] } ?? []
        return [
            "id": .text(id), "network_id": .text(network), "device_owner": Value(owner), "device_id": .text(device),
            "fixed_ips": .list(fixed), "binding_host_id": Value(host), "binding_vif_type": .text(vif),
        ]
    }

    private static func server(_ name: String, on host: String?) -> [String: Value] {
        [
            "id": .text("s-\(name)"), "name": .text(name), "status": "ACTIVE", "hypervisor_hostname": Value(host),
            "host": Value(host),
        ]
    }

    private static func hypervisor(_ name: String) -> [String: Value] {
        ["hypervisor_hostname": .text(name), "uuid": .text(name), "state": "up", "status": "enabled"]
    }

    private static func interface(
        _ machine: String, _ name: String, _ fabric: String, parents: [Value] = [], vid: Int64 = 0, links: Value
    ) -> [String: Value] {
        [
            "id": .text("\(machine)/\(name)"), "machine": .text(machine), "name": .text(name), "type": "bridge",
            "fabric": .text(fabric), "vid": .integer(vid), "parents": .list(parents), "addresses": links,
        ]
    }

    /// The lab in small: `lb` has a floating IP, `db` has none, `lost` is on no known host.
    private static let kinds: [String: [[String: Value]]] = [
        "neutron_network": networks, "neutron_subnet": subnets,
        "neutron_router": [
            [
                "id": "r", "name": "r1", "external_network_id": "out", "enable_snat": true,
                "external_addresses": [object(("ip_address", "172.16.8.26"))],
            ]
        ],
        "neutron_port": [
            port("g", "network:router_gateway", "r", "172.16.8.26", host: "node2.maas", on: "out"),
            port("i", "network:router_interface", "r", "192.169.0.1"),
            port("p1", "compute:nova", "s-lb", "192.169.0.58"),
            port("p2", "compute:nova", "s-db", "192.169.0.74", vif: "binding_failed"),
            port("p3", "network:distributed", "x", "192.169.0.10"),
        ],
        "neutron_floatingip": [
            [
                "id": "f", "floating_ip_address": "172.16.8.65", "fixed_ip_address": "192.169.0.58", "port_id": "p1",
            ]
        ],
        "nova_server": [server("lb", on: "node1.maas"), server("db", on: "node1.maas"), server("lost", on: nil)],
        "nova_hypervisor": [hypervisor("node1.maas"), hypervisor("node2.maas"), hypervisor("idle.maas")],
        "maas_machine": [PhysicalCloud.machine("abc", "node1.maas"), PhysicalCloud.machine("idl", "idle.maas")],
        "maas_interface": [
            interface(
                "abc", "br-ex", "fabric-1", parents: ["enp2s0"],
                links: [object(("mode", "link_up"), ("subnet", "172.16.0.0/20"), ("ip_address", .null))]),
            interface("abc", "enp2s0", "fabric-1", links: []),
            interface(
                "abc", "enp1s0.5", "fabric-0", vid: 5,
                links: [object(("mode", "static"), ("subnet", "10.0.0.0/24"), ("ip_address", "10.0.0.11"))]),
        ],
    ]

    private func graph(
        _ change: (inout [String: [[String: Value]]]) -> Void = { _ in }, _ language: ReportLanguage = .english,
        partial: Set<String> = []
    ) throws -> Graph {
        var kinds = Self.kinds
        change(&kinds)
        let cloud = try PhysicalCloud()
        try cloud.save(kinds, partial: partial)
        return try cloud.moment { try GraphQuestion(.path, language: language).graph($0) }
    }

    @Test("names each hop from the gateway's address to the interfaces of the machine")
    func hops() throws {
        let graph = try graph()
        #expect(
            graph.nodes.map(\.lines) == [
                ["172.16.0.1", "gateway of ext"], ["ext_net", "flat physnet1", "172.16.0.0/20"],
                ["r1", "172.16.8.26", "SNAT on", "gateway port on node2.maas"],
                ["user1_net", "in", "192.169.0.0/24", "geneve 1709"], ["192.169.0.58", "floating 172.16.8.65"],
                ["192.169.0.74", "not plugged in (binding_failed)"], ["db"], ["lb"],
                ["lost", "no port", "host unknown"], ["node1.maas"], ["node2.maas", "machine unknown"],
                [
                    "node1.maas · abc", "br-ex (enp2s0), fabric-1/0", "→ ext_net, 172.16.0.0/20",
                    "enp1s0.5, fabric-0/5", "→ 10.0.0.11",
                ],
            ])
        let names = Dictionary(uniqueKeysWithValues: graph.nodes.map { ($0.id, $0.lines[0]) })
        #expect(
            graph.edges.map { "\(names[$0.from] ?? "?") > \(names[$0.to] ?? "?")" + ($0.label.map { ": \($0)" } ?? "") }
                == [
                    "172.16.0.1 > ext_net", "ext_net > r1", "r1 > user1_net: 192.169.0.1", "user1_net > 192.169.0.58",
                    "user1_net > 192.169.0.74", "192.169.0.58 > lb", "192.169.0.74 > db", "db > node1.maas",
                    "lb > node1.maas", "node1.maas > node1.maas · abc: same FQDN",
                ])
        #expect(graph.nodes.filter(\.isIll).map { $0.lines[0] } == ["192.169.0.74"])
    }

    @Test("what no source tells is said to be unknown")
    func unknown() throws {
        func lines(_ role: Graph.Role, _ change: (inout [String: [[String: Value]]]) -> Void) throws -> [[String]] {
            try graph(change).nodes.filter { $0.role == role }.map(\.lines)
        }
        #expect(try lines(.gateway) { $0["neutron_subnet"]?[0]["gateway_ip"] = .null } == [["no gateway", "ext"]])
        #expect(try lines(.gateway) { $0["neutron_subnet"] = [] } == [["no gateway", "ext_net"]])
        let unseen = try graph({ $0["neutron_subnet"] = [] }, partial: ["neutron_subnet"])
        #expect(unseen.nodes.filter { $0.role == .gateway }.map(\.lines) == [["gateway unknown", "ext_net"]])
        #expect(unseen.nodes.filter { $0.role == .subnet }.map { $0.lines[1] } == ["subnet unknown"])
        let portless = try graph({ $0["neutron_port"] = [] }, partial: ["neutron_port"])
        #expect(portless.nodes.filter { $0.role == .server }.allSatisfy { $0.lines.contains("port unknown") })
        let undeployed = try lines(.maasMachine) { kinds in
            for index in 0..<3 { kinds["maas_interface"]?[index]["addresses"] = .null }
        }
        #expect(undeployed == [["node1.maas · abc", "br-ex (enp2s0), fabric-1/0", "enp1s0.5, fabric-0/5"]])
        #expect(try lines(.router) { $0["neutron_router"]?[0]["enable_snat"] = .null }[0].contains("SNAT unknown"))
        #expect(try lines(.maasMachine) { $0["maas_interface"] = [] } == [["node1.maas · abc", "interfaces unknown"]])
        let renumbered = try lines(.maasMachine) {
            $0["maas_interface"]?[0]["addresses"] = [Self.object(("mode", "link_up"), ("subnet", "10.9.0.0/16"))]
        }
        #expect(renumbered[0].contains("→ 10.9.0.0/16"), "another range is no external network's")
    }

    @Test("a server straight in the external network needs no router")
    func straight() throws {
        let graph = try graph {
            $0["neutron_port"] = [Self.port("p", "compute:nova", "s-lb", "172.16.7.9", on: "out")]
        }
        #expect(graph.edges.contains(.init("network/out", "port/p")))
    }

    @Test("says everything of its own in Portuguese")
    func portuguese() throws {
        let graph = try graph({ $0["maas_interface"] = [] }, .portuguese)
        let all = graph.nodes.flatMap(\.lines)
        #expect(graph.title.hasPrefix("Caminho do roteador do campus aos servidores da nuvem "))
        #expect(all.contains("SNAT ligado") && all.contains("sem porta") && all.contains("interfaces desconhecidas"))
        #expect(graph.legend.map(graph.name).contains("máquina do MAAS"))
    }

    @Test("500 servers on 40 hosts in 12 networks fold into what one reads; nobody is lost, what is ill stays")
    func folding() throws {
        let count = 500
        let graph = try graph { kinds in
            kinds["neutron_network"] =
                [Self.networks[0]] + (0..<12).map { ["id": .text("n\($0)"), "name": .text("net\($0)")] }
            kinds["neutron_subnet"] =
                [Self.subnets[0]]
                + (0..<12).map {
                    [
                        "id": .text("sn\($0)"), "name": .text("sub\($0)"), "network_id": .text("n\($0)"),
                        "cidr": .text("10.\($0).0.0/16"), "ip_version": 4,
                    ]
                }
            kinds["nova_server"] = (0..<count).map { number in
                Self.server("vm\(number)", on: "h\(number % 40).maas").merging([
                    "status": number == 77 ? "ERROR" : "ACTIVE"
                ]) { $1 }
            }
            kinds["neutron_port"] = (0..<count).map {
                Self.port("p\($0)", "compute:nova", "s-vm\($0)", "10.0.\($0 / 250).\($0 % 250 + 1)", on: "n\($0 % 12)")
            }
            kinds["nova_hypervisor"] = (0..<40).map { Self.hypervisor("h\($0).maas") }
            kinds["maas_machine"] = (0..<40).map { PhysicalCloud.machine("m\($0)", "h\($0).maas") }
        }
        #expect(graph.nodes.count > 2 * count)
        let folded = graph.folded()
        #expect(folded.nodes.count <= Graph.readable && folded.direction == .right)
        for role in graph.legend {
            let (whole, kept) = (graph.nodes, folded.nodes)
            #expect(
                whole.count { $0.role == role } == kept.filter { $0.role == role }.reduce(0) { $0 + $1.count },
                "\(role)")
        }
        #expect(folded.nodes.contains { $0.lines == ["vm77", "ERROR"] })
        // A box stands for boxes that lead to the same: whatever folded, the path is whole.
        for node in folded.nodes where node.role == .port {
            #expect(folded.edges.contains { $0.from == node.id } && folded.edges.contains { $0.to == node.id })
        }
        #expect(folded.edges.contains { $0.label == "same FQDN" }, "what all of them say is still said")
    }
}
