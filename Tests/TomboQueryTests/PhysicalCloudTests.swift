import Testing
import TomboRecords

@testable import TomboQuery

@Suite("Questions over all layers")
struct PhysicalCloudTests {
    private func machines(_ numbers: ClosedRange<Int>) -> [[String: Value]] {
        numbers.map { PhysicalCloud.machine("id\($0)", "node\($0).maas") }
    }

    @Test("a host that something in doubt may be has not nothing on it: that is not known")
    func doubt() throws {
        let cloud = try PhysicalCloud()
        try cloud.save([
            "maas_machine": [PhysicalCloud.machine("a", "node1.maas"), PhysicalCloud.machine("b", "node1.lab")]
                + machines(2...2),
            "nova_hypervisor": [
                ["hypervisor_hostname": "node1", "service_host": "node1", "state": "up", "status": "enabled"]
            ],
            "nova_server": [
                ["id": "s", "name": "s", "status": "ACTIVE", "hypervisor_hostname": "node1", "addresses": []]
            ],
        ])
        let lines = try cloud.ask(HostsQuestion()).lines("host", "servers", "ambiguous")
        #expect(
            lines == [
                "node1|1|[\"machine/node1.lab\",\"machine/node1.maas\"]", "node1.lab|-|[]", "node1.maas|-|[]",
                "node2.maas|0|[]",
            ])
        let place = try cloud.ask(WhereQuestion(resources: ["server/s"]))
        #expect(place.lines("host", "maas_system_id") == ["node1|-"])
        #expect(place.column("chain").first?.elements.last?["rule"].text?.hasPrefix("ambiguous") == true)
    }

    @Test("a listing that was seen in part is a gap of the answer")
    func gaps() throws {
        let cloud = try PhysicalCloud()
        try cloud.save(["maas_machine": machines(1...2)], partial: ["maas_machine"])
        let answer = try cloud.ask(HostsQuestion())
        #expect(!answer.isComplete && answer.gaps.map(\.kind) == ["maas_machine"])
        // No source of the other layers: nothing of them is missing, and nothing is known.
        #expect(answer.lines("servers", "units", "osds", "not_in") == ["-|-|-|[]", "-|-|-|[]"])
    }

    @Test("what loses its majority is told from what keeps it, and a lost agent counts as lost")
    func quorum() throws {
        let cloud = try PhysicalCloud()
        let units = (0..<3).map {
            PhysicalCloud.unit("mysql-innodb-cluster/\($0)", on: "\($0)", agent: $0 == 1 ? "lost" : "idle")
        }
        try cloud.save([
            "maas_machine": machines(0...2),
            "juju_machine": (0..<3).map { PhysicalCloud.juju("\($0)", instance: "id\($0)") },
            "juju_application": [
                [
                    "id": "m/mysql-innodb-cluster", "model": "m", "name": "mysql-innodb-cluster",
                    "charm": "mysql-innodb-cluster",
                ]
            ],
            "juju_unit": units,
        ])
        let lines = try cloud.ask(ImpactQuestion(resource: "node0")).lines("name", "effect", "detail")
        #expect(lines.contains("mysql-innodb-cluster|loses quorum|1 of 3 units left, a majority takes 2"))
    }

    private func withCeph() throws -> PhysicalCloud {
        let cloud = try PhysicalCloud()
        try cloud.save([
            "maas_machine": machines(1...3),
            "juju_machine": (1...3).flatMap {
                [
                    PhysicalCloud.juju("\($0)", instance: "id\($0)"),
                    PhysicalCloud.juju("\($0)/lxd/0", parent: "\($0)", instance: "juju-abc-\($0)-lxd-0"),
                ]
            },
            "juju_unit": [], "juju_application": [],
            "cinder_volume": [["id": "v1", "name": "vol", "status": "in-use", "size_gib": 1, "bootable": false]],
            "ceph_host": (1...3).map { ["name": .text("node\($0)")] },
            "ceph_osd": (1...3).map {
                [
                    "uuid": .text("u\($0)"), "name": .text("osd.\($0)"), "osd_id": Value($0),
                    "host": .text("node\($0)"), "is_up": true,
                    "is_in": true,
                ]
            },
            "ceph_mon": (1...3).map { ["name": .text("juju-abc-\($0)-lxd-0"), "in_quorum": true] },
            "ceph_pool": [
                ["pool_id": 1, "name": "volumes", "size": 3, "min_size": 2, "failure_domain": "host"],
                ["pool_id": 2, "name": "scratch", "size": 1, "min_size": 1, "failure_domain": "host"],
            ],
            "ceph_rbd_image": [["id": "volumes/volume-v1", "name": "volume-v1", "pool": "volumes"]],
        ])
        return cloud
    }

    @Test("OSDs, monitors and volumes lead to machines")
    func ceph() throws {
        let cloud = try withCeph()
        #expect(
            try cloud.ask(WhereQuestion(resources: ["osd/u2"])).lines("host", "maas_system_id") == ["node2.maas|id2"])
        #expect(try cloud.ask(WhereQuestion(resources: ["osd/2"])).lines("resource", "host") == ["osd/2|node2.maas"])
        #expect(
            try cloud.ask(WhereQuestion(resources: ["mon/juju-abc-3-lxd-0"])).lines("host", "juju_machine")
                == ["node3.maas|m/3"])
        let volume = try cloud.ask(WhereQuestion(resources: ["volume/vol"]))
        #expect(volume.lines("host", "hosts") == ["-|[\"node1.maas\",\"node2.maas\",\"node3.maas\"]"])
        #expect(try cloud.ask(HostsQuestion()).lines("crush_host", "osds") == ["node1|1", "node2|1", "node3|1"])
    }

    @Test("the loss of a host is told pool by pool")
    func cephImpact() throws {
        let lines = try withCeph().ask(ImpactQuestion(resource: "node1")).lines("kind", "name", "effect")
        for line in [
            "ceph_pool|volumes|degraded", "ceph_pool|scratch|stops", "ceph_osd|osd.1|stops",
            "ceph_mon|juju-abc-1-lxd-0|loses redundancy",
        ] {
            #expect(lines.contains(line), "\(lines)")
        }
    }
}
