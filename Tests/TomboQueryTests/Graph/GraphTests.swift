import Testing
import TomboRecords
import TomboTestKit

@testable import TomboQuery

@Suite("The diagrams")
struct GraphTests {
    private func cloud() throws -> PhysicalCloud {
        let cloud = try PhysicalCloud()
        try cloud.save([
            "neutron_network": [
                ["id": "out", "name": "ext_net", "external": true],
                ["id": "in", "name": "user1_net", "external": false],
            ],
            "neutron_subnet": [
                ["id": "sout", "name": "ext", "network_id": "out", "cidr": "172.16.0.0/20", "ip_version": 4],
                ["id": "sin", "name": "in", "network_id": "in", "cidr": "192.169.0.0/24", "ip_version": 4],
            ],
            "neutron_router": [
                [
                    "id": "r", "name": "r1", "external_network_id": "out",
                    "external_addresses": [.object([.init("ip_address", "172.16.8.26")])],
                ]
            ],
            "neutron_port": [
                port("p0", "network:router_interface", "r", "192.169.0.1"),
                port("p1", "compute:nova", "s-lb", "192.169.0.58"),
                port("p2", "compute:nova", "s-db", "192.169.0.74"),
                port("p3", "network:distributed", "x", "192.169.0.10"),
            ],
            "neutron_floatingip": [
                [
                    "id": "f", "floating_ip_address": "172.16.8.65", "fixed_ip_address": "192.169.0.58",
                    "port_id": "p1",
                ]
            ],
            "nova_server": [server("lb", on: "node1.maas"), server("db", on: nil), server("api", on: "node1.maas")],
            "nova_hypervisor": [
                ["hypervisor_hostname": "node1.maas", "uuid": "1", "state": "up", "status": "enabled"]
            ],
            "maas_machine": [PhysicalCloud.machine("abc", "node1.maas"), PhysicalCloud.machine("xyz", "node2.maas")],
            "juju_machine": [
                PhysicalCloud.juju("0", instance: "abc"),
                PhysicalCloud.juju("0/lxd/0", parent: "0", instance: "juju-0"),
            ],
        ])
        return cloud
    }

    private func port(_ id: String, _ owner: String, _ device: String, _ address: String) -> [String: Value] {
        [
            "id": .text(id), "network_id": "in", "device_owner": .text(owner), "device_id": .text(device),
            "fixed_ips": [.object([.init("ip_address", .text(address)), .init("subnet_id", "sin")])],
        ]
    }

    private func server(_ name: String, on host: String?) -> [String: Value] {
        [
            "id": .text("s-\(name)"), "name": .text(name), "status": host == nil ? "ERROR" : "ACTIVE",
            "flavor_name": "m1.tiny", "hypervisor_hostname": Value(host), "host": Value(host),
        ]
    }

    private func lines(_ graph: Graph) -> [String] {
        let names = Dictionary(uniqueKeysWithValues: graph.nodes.map { ($0.id, $0.lines[0]) })
        return graph.edges.map { edge in
            "\(names[edge.from] ?? "?") > \(names[edge.to] ?? "?")" + (edge.label.map { ": \($0)" } ?? "")
        }
    }

    @Test("network leads from outside to each server, with the addresses")
    func network() throws {
        let graph = try cloud().moment { try GraphQuestion(.network).graph($0) }
        #expect(
            graph.nodes.map(\.lines) == [
                ["ext_net", "172.16.0.0/20"], ["r1", "172.16.8.26"], ["user1_net", "192.169.0.0/24"],
                ["api", "no address"],
                ["db", "192.169.0.74"], ["lb", "192.169.0.58 ← 172.16.8.65"],
            ])
        #expect(
            lines(graph) == ["ext_net > r1", "r1 > user1_net: 192.169.0.1", "user1_net > db", "user1_net > lb"])
    }

    @Test("placement leads to the machine of MAAS; a server of no known host says so")
    func placement() throws {
        let graph = try cloud().moment { try GraphQuestion(.placement).graph($0) }
        #expect(
            lines(graph) == [
                "api > node1.maas", "lb > node1.maas", "node1.maas > m/0: same FQDN",
                "m/0 > node1.maas: instance_id = system_id",
            ])
        let alone = graph.nodes.filter { $0.role == .server && $0.isIll }
        #expect(alone.map(\.lines) == [["db", "m1.tiny", "host unknown"]])
        #expect(graph.nodes.last?.lines == ["node2.maas", "xyz"], "a machine without servers is there, too")
    }

    @Test("storage leads from a server over its volume and pool to the disks")
    func storage() throws {
        let cloud = try PhysicalCloud()
        try cloud.save([
            "nova_server": [server("db", on: "h"), server("none", on: "h")],
            "cinder_volume": [["id": "v", "name": "data", "size_gib": 10, "status": "in-use"]],
            "cinder_attachment": [["id": "a", "volume_id": "v", "server_id": "s-db", "device": "/dev/vdb"]],
            "ceph_pool": [
                [
                    "pool_id": 1, "name": "volumes", "type": "replicated", "size": 3, "min_size": 2,
                    "crush_root": "default",
                ]
            ],
            "ceph_rbd_image": [["id": "volumes/v", "pool": "volumes", "name": "v", "volume": "v"]],
            "ceph_host": [["name": "a", "root": "default"]],
            "ceph_osd": [["uuid": "u", "name": "osd.0", "osd_id": 0, "host": "a", "is_up": false, "is_in": true]],
        ])
        let graph = try cloud.moment { try GraphQuestion(.storage).graph($0) }
        #expect(
            lines(graph) == ["db > data: /dev/vdb", "data > volumes", "volumes > default", "default > a", "a > osd.0"])
        #expect(graph.nodes.filter(\.isIll).map(\.lines) == [["osd.0", "down"]])
    }

    @Test("applications: a subordinate is a line of its principal, peers are left out")
    func applications() throws {
        func application(_ name: String, under principal: String? = nil) -> [String: Value] {
            [
                "id": .text("m/\(name)"), "model": "m", "name": .text(name), "status": "active", "scale": 1,
                "subordinate_to": .list(principal.map { [.text("m/\($0)")] } ?? []),
            ]
        }
        func integration(_ a: String, _ b: String, _ interface: String) -> [String: Value] {
            [
                "id": .text("m/\(a) \(b)"), "model": "m", "name": .text("\(a) \(b)"), "application": .text("m/\(a)"),
                "related_application": .text("m/\(b)"), "interface": .text(interface),
            ]
        }
        let cloud = try PhysicalCloud()
        try cloud.save([
            "juju_application": [
                application("cinder"), application("mysql"), application("glance"),
                application("router", under: "cinder"),
            ],
            "juju_integration": [
                integration("router", "mysql", "mysql-router"), integration("cinder", "router", "mysql-shared"),
                integration("glance", "mysql", "mysql-shared"), integration("mysql", "mysql", "peers"),
            ],
        ])
        let graph = try cloud.moment { try GraphQuestion(.applications).graph($0) }
        #expect(lines(graph) == ["cinder > mysql: mysql-router", "glance > mysql: mysql-shared"])
        #expect(graph.nodes.map { $0.lines.last } == ["· router", "1 unit", "1 unit"])
        #expect(graph.nodes.map(\.column) == [0, 0, 1])
    }

    @Test("beyond what one reads siblings fold, with their number, and what is ill stays", arguments: [5, 500])
    func folding(count: Int) throws {
        let cloud = try PhysicalCloud()
        let hosts = 10
        var servers = (0..<count).map { server("s\($0)", on: "h\($0 % hosts)") }
        servers.append(server("bad", on: "h0").merging(["status": "ERROR"]) { $1 })
        try cloud.save([
            "nova_server": servers,
            "nova_hypervisor": (0..<hosts).map {
                ["hypervisor_hostname": .text("h\($0)"), "uuid": .text("\($0)"), "state": "up", "status": "enabled"]
            },
        ])
        let whole = try cloud.moment { try GraphQuestion(.placement).graph($0) }
        #expect(whole.nodes.count == count + 1 + hosts && whole.edges.count == count + 1)
        let folded = whole.folded()
        #expect(folded.nodes.count <= Graph.readable)
        #expect(folded.nodes.filter { $0.role == .server }.reduce(0) { $0 + $1.count } == count + 1, "nobody is lost")
        #expect(folded.nodes.contains { $0.lines[0] == "bad" && $0.count == 1 })
        #expect(folded.nodes.contains { $0.lines[0].hasSuffix("more servers") } == (count == 500))
        #expect(whole.folded(siblings: 1).nodes.contains { $0.lines[0] == "50 servers" } == (count == 500))
    }

    @Test("its gaps are those of the kinds that it shows")
    func gaps() throws {
        let cloud = try PhysicalCloud()
        try cloud.save(
            ["nova_server": [server("a", on: "h")], "cinder_volume": []], partial: ["nova_server", "cinder_volume"])
        let graph = try cloud.moment { try GraphQuestion(.placement).graph($0) }
        #expect(graph.gaps.map(\.kind).contains("nova_server") && !graph.gaps.map(\.kind).contains("cinder_volume"))
    }
}
