import Testing
import TomboRecords

@testable import TomboQuery

@Suite("Storage backends")
struct BackendTests {
    @Test("a thin pool gives out its total times the ratio, a thick one what is free")
    func rooms() {
        var pool = CinderPoolRoom(
            total: 102_400, free: 61_440, allocated: 51_200, provisioned: 204_800, ratio: 3, reservedPercent: 10,
            isThin: true)
        // 100 GiB · 3 − 200 = 100; (60 − 10) · 3 = 150: the least.
        #expect(pool.room == 102_400.0 && pool.reason == nil)
        pool.provisioned = nil
        // What Cinder allocated: 300 − 50 = 250, but 150.
        #expect(pool.room == 153_600.0)
        pool.isThin = false
        #expect(pool.room == 51_200.0)
        pool.isThin = true
        pool.ratio = nil
        #expect(pool.room == nil && pool.reason?.contains("auto") == true)
        pool.free = nil
        #expect(pool.room == nil && pool.reason?.contains("unknown or infinite") == true)
    }

    @Test("the disk that hypervisors share counts once; what is unproven stands alone")
    func shared() throws {
        let cloud = try PhysicalCloud()
        let hosts = ["node1", "node2", "node3"]
        try cloud.save([
            "placement_inventory": hosts.enumerated().map { index, host in
                [
                    "resource_provider": .text(host), "resource_class": "DISK_GB",
                    "total": .integer(500 - Int64(index)),
                    "reserved": 0, "min_unit": 1, "max_unit": 500, "step_size": 1, "allocation_ratio": 1.0,
                ]
            },
            "placement_usage": hosts.map {
                ["resource_provider": .text($0), "resource_class": "DISK_GB", "used": 20]
            },
            "nova_server": [server("s1", "node1"), server("s2", "node2")],
            "ceph_rbd_image": ["s1", "s2"].map {
                [
                    "id": .text("vms/\($0)_disk"), "pool": "vms", "name": .text("\($0)_disk"), "size_bytes": 1,
                    "snapshots": [], "server": .text($0),
                ]
            },
            "cinder_pool": [
                [
                    "name": "c@ceph#ceph", "storage_protocol": "ceph", "thin_provisioning_support": true,
                    "reserved_percentage": 0, "max_over_subscription_ratio": 2.0, "total_capacity_mib": 102_400,
                    "free_capacity_mib": 51_200, "allocated_capacity_mib": 10_240,
                ]
            ],
        ])
        let answer = try cloud.ask(StorageQuestion(grouping: .backend))
        #expect(
            answer.lines("service", "backend", "provisioning") == [
                "cinder|c@ceph#ceph|thin", "nova|vms|thin", "nova|node3|-",
            ])
        // The most that one reports, not 500 + 499; claims of both.
        #expect(answer.column("total_bytes")[1] == .integer(500 << 30))
        #expect(answer.column("reported_bytes")[1] == .integer(999 << 30))
        #expect(answer.column("provisioned_bytes")[1] == .integer(40 << 30))
        #expect(answer.column("hosts")[1] == ["node1", "node2"])
        // (100 · 2 − 10) and 50 · 2, in GiB: the least.
        #expect(answer.column("room_bytes")[0] == .integer(100 << 30))
        #expect(answer.column("note")[2].text?.contains("no server on it shows") == true)
    }

    private func server(_ id: String, _ host: String) -> [String: Value] {
        ["id": .text(id), "name": .text(id), "project_id": "p", "status": "ACTIVE", "hypervisor_hostname": .text(host)]
    }
}
