import Foundation
import Testing
import TomboRecords
import TomboStore
import TomboTestKit

@testable import TomboSources

@Suite("Ceph as a source")
struct CephSourceTests {
    @Test("every kind is read whole, in Ceph's own words and in bytes")
    func whole() async throws {
        let seen = await CephLab().collect()
        for (kind, one) in seen { #expect(one.collection.outcome == .complete, "\(kind): \(one.reason)") }
        let osd = try #require(seen["ceph_osd"])
        #expect(osd("host") == ["osd.0": "node1", "osd.1": "node2", "osd.2": "node3"])
        #expect(osd("size_bytes")["osd.0"] == 21_474_836_480)
        #expect(osd("used_bytes")["osd.0"] == .integer(209_715 << 10))
        #expect(osd("public_address")["osd.1"] == "10.0.0.11" && osd("cluster_address")["osd.1"] == "fe80::1")
        #expect(osd("device_ids")["osd.2"] == ["QEMU_HARDDISK_node3-sdb"] && osd("state")["osd.0"] == [])
        let cluster = try #require(seen["ceph_cluster"])
        // Ratios are 32 bits wide in Ceph, and printed with 64.
        #expect(cluster("full_ratio")["f"] == 0.95 && cluster("nearfull_ratio")["f"] == 0.85)
        #expect(cluster("pgs_unclean")["f"] == 0 && cluster("degraded_objects")["f"] == 0)
        #expect(seen["ceph_rgw"]?("hostname") == ["juju-1-lxd-2": "juju-1-lxd-2"])
        #expect(seen["ceph_mon"]?("in_quorum") == ["a": true, "b": true, "c": true])
        #expect(seen["ceph_host"]?("osds") == ["node1": 1, "node2": 1, "node3": 1])
    }

    @Test("an OSD that is out or down has no usage, rather than 0 or what it had")
    func noUsage() async throws {
        var lab = CephLab()
        lab["MON osd dump"] = CephLab.map(osds: [
            CephLab.osd(0), CephLab.osd(1, isIn: false), CephLab.osd(2, up: false, state: #""exists""#),
        ])
        lab["MGR osd df"] = CephLab.usage([(0, 20_971_520, "up"), (1, 0, "up"), (2, 20_971_520, "down")])
        let osd = try #require(await lab.collect()["ceph_osd"])
        #expect(osd.collection.outcome == .complete, "\(osd.reason)")
        #expect(osd("used_bytes") == ["osd.0": .integer(209_715 << 10), "osd.1": .null, "osd.2": .null])
        #expect(osd("pgs")["osd.1"] == .null && osd("avail_bytes")["osd.2"] == .null)
        #expect(osd("size_bytes")["osd.1"] == 21_474_836_480, "its disk is as large as ever")
        #expect(osd("is_in") == ["osd.0": true, "osd.1": false, "osd.2": true])
        #expect(osd("is_up")["osd.2"] == false)
    }

    @Test("a manager that has just started and says 0 of all says nothing")
    func zeros() async throws {
        var lab = CephLab()
        lab["MGR osd df"] = CephLab.usage([(0, 0, "up"), (1, 0, "up"), (2, 0, "up")])
        let osd = try #require(await lab.collect()["ceph_osd"])
        #expect(osd.collection.outcome == .partial && osd.reason.contains("has not heard of its OSDs yet"))
        #expect(osd("used_bytes").values.allSatisfy(\.isNull) && osd.collection.rows.count == 3)
    }

    @Test("without a manager the maps are read, no figure is believed, and no gateway is gone")
    func noManager() async throws {
        var lab = CephLab()
        lab["MON status"] = CephLab.status(manager: false)
        lab["MON mgr dump"] = CephLab.manager(active: "", available: false)
        lab["MON mgr metadata"] = "[]"
        lab.answers["MGR osd df"] = nil
        let seen = await lab.collect()
        #expect(seen["ceph_cluster"]?.collection.outcome == .partial)
        #expect(seen["ceph_cluster"]?("bytes_used")["f"] == .null && seen["ceph_cluster"]?("pgs")["f"] == .null)
        #expect(seen["ceph_cluster"]?("health")["f"] == "HEALTH_OK")
        #expect(seen["ceph_osd"]?.collection.outcome == .partial && seen["ceph_osd"]?.collection.rows.count == 3)
        #expect(seen["ceph_osd"]?.reason.contains("no active manager") == true)
        #expect(seen["ceph_pool"]?("stored_bytes")["volumes"] == .null && seen["ceph_pool"]?("size")["volumes"] == 3)
        #expect(seen["ceph_rgw"]?.collection.outcome == .failed)
        #expect(seen["ceph_mgr"]?.collection.outcome == .complete && seen["ceph_mgr"]?.collection.rows.isEmpty == true)
        #expect(seen["ceph_mon"]?.collection.outcome == .complete)
    }

    @Test("a monitor that is down stays on the list, out of the quorum")
    func monitorDown() async throws {
        var lab = CephLab()
        lab["MON status"] = CephLab.status(quorum: #""a","c""#)
        let monitors = try #require(await lab.collect()["ceph_mon"])
        #expect(monitors.collection.outcome == .complete)
        #expect(monitors("in_quorum") == ["a": true, "b": false, "c": true])
        #expect(monitors("address")["b"] == "10.0.0.12" && monitors("hostname")["b"] == .null)
    }

    @Test("an OSD that never booted has neither host nor address, and is there")
    func neverBooted() async throws {
        var lab = CephLab()
        let new = CephLab.osd(3, up: false, state: #""exists","new""#).replacing(
            "10.0.0.13:6801/123", with: "(unrecognized address family 0)/0"
        ).replacing("[fe80::3]:6803/9", with: ":/0")
        lab["MON osd dump"] = CephLab.map(osds: (0...2).map { CephLab.osd($0) } + [new])
        lab.change("MON osd metadata", "[{", #"[{"id":3},{"#)
        let osd = try #require(await lab.collect()["ceph_osd"])
        #expect(osd.collection.outcome == .complete && osd.collection.rows.count == 4)
        for column in ["host", "hostname", "public_address", "cluster_address", "size_bytes", "used_bytes"] {
            #expect(osd(column)["osd.3"] == .null, "\(column)")
        }
        #expect(osd("state")["osd.3"] == ["new"])
    }

    @Test("hosts are known by name: racks, other numbers, shadows and emptied ones")
    func tree() async throws {
        var lab = CephLab()
        let before = try #require(await lab.collect()["ceph_host"])
        lab["MON osd tree"] = """
            {"nodes":[{"id":-9,"name":"node1~ssd","type":"host","children":[0]},
              {"id":-1,"name":"default","type":"root","children":[-4,-2]},{"id":-2,"name":"r1","type":"rack","children":[-13,-15]},
              {"id":-4,"name":"r2","type":"rack","children":[-17]},
              {"id":-13,"name":"node1","type":"host","children":[0]},{"id":-15,"name":"node2","type":"host","children":[2,1]},
              {"id":-17,"name":"node3","type":"host","children":[]},
              {"id":0,"name":"osd.0","type":"osd","crush_weight":0.0194},{"id":1,"name":"osd.1","type":"osd","crush_weight":0.5},
              {"id":2,"name":"osd.2","type":"osd","crush_weight":0.25}],"stray":[]}
            """
        let seen = await lab.collect()
        let hosts = try #require(seen["ceph_host"])
        #expect(Set(hosts.collection.rows.map(\.key)) == Set(before.collection.rows.map(\.key)))
        #expect(hosts("osds") == ["node1": 1, "node2": 2, "node3": 0])
        #expect(hosts("rack")["node3"] == "r2" && hosts("location")["node1"] == "root=default rack=r1")
        #expect(hosts("crush_weight")["node2"] == 0.75)
        #expect(seen["ceph_osd"]?("host")["osd.2"] == "node2", "the host, not the rack")
    }

    @Test("what a pool holds and still takes does not move while copies are missing")
    func degraded() async throws {
        let healthy = try #require(await CephLab().collect()["ceph_pool"])
        var lab = CephLab()
        // One of three OSDs down, measured: Ceph scales both by the share of copies that are whole.
        lab["MON df detail"] = CephLab.room(stored: 251_662_576, maxAvail: 29_570_000_000)
        let degraded = try #require(await lab.collect()["ceph_pool"])
        for column in ["stored_bytes", "max_avail_bytes"] { #expect(degraded(column) == healthy(column)) }
        #expect(
            healthy("stored_bytes")["volumes"] == 167_775_061 && healthy("max_avail_bytes")["volumes"] == 19_710_000_000
        )
    }

    @Test("an erasure-coded pool takes k + m parts for k, and its rule says where")
    func erasure() async throws {
        var lab = CephLab()
        lab["MON osd dump"] = CephLab.map(
            pools: CephLab.pools + """
                ,{"pool":2,"pool_name":"archive","type":3,"size":6,"min_size":5,"crush_rule":1,"pg_num":16,
                 "erasure_code_profile":"wide","quota_max_bytes":1024,"application_metadata":{"rgw":{}}},
                {"pool":3,"pool_name":"odd","type":3,"size":4,"min_size":3,"crush_rule":9,"pg_num":16,
                 "erasure_code_profile":"forgotten"}
                """)
        let pools = try #require(await lab.collect()["ceph_pool"])
        #expect(pools("raw_factor") == ["volumes": 3.0, "archive": 1.5, "odd": .null])
        #expect(pools("failure_domain") == ["volumes": "host", "archive": "osd", "odd": .null])
        #expect(pools("device_class")["archive"] == "ssd" && pools("crush_root")["archive"] == "default")
        #expect(pools("quota_max_bytes") == ["volumes": .null, "archive": 1024, "odd": .null])
        #expect(pools("stored_bytes")["archive"] == .null, "df does not know it")
    }

    @Test("an image is one row whatever snapshots it has, and says whose it is")
    func images() async throws {
        let images = try #require(await CephLab().collect()["ceph_rbd_image"])
        let (volume, disk) = (
            "volume-1e0f4a52-6a1c-4f2b-9a57-0d1a6f6b1c01", "8a7d3c1e-2f7b-4c58-8a55-1c2d3e4f5a21_disk"
        )
        #expect(images("snapshots") == [volume: ["s1"], disk: []])
        #expect(images("volume") == [volume: "1e0f4a52-6a1c-4f2b-9a57-0d1a6f6b1c01", disk: .null])
        #expect(images("server")[disk] == "8a7d3c1e-2f7b-4c58-8a55-1c2d3e4f5a21" && images("image")[disk] == .null)
        #expect(images("parent")[disk] == "glance/b5b2c9c4-7c7a-4a57-9d1b-5a8f0c3e1d11")
    }

    @Test("pools that may not be listed are a gap, and no image of theirs is gone")
    func imageRights() async throws {
        var lab = CephLab()
        lab.refuse(
            "RUN rbd ls -l -p volumes --format json", 1,
            "librbd::api::Image: list_images: error listing v1 images: (1) Operation not permitted\n\nrbd: listing images failed"
        )
        var images = try #require(await lab.collect()["ceph_rbd_image"])
        #expect(images.collection.outcome == .failed && images.reason.hasPrefix("forbidden: "))
        #expect(images.reason.contains("osd 'profile rbd-read-only pool=volumes'"))

        lab["RUN rbd ls -l -p glance --format json"] = "[]"
        images = try #require(await lab.collect(pools: ["glance", "volumes"])["ceph_rbd_image"])
        #expect(images.collection.outcome == .partial && images.reason.hasPrefix("1 of 2 pools"))

        images = try #require(await lab.collect(pools: ["glance", "a b;reboot"])["ceph_rbd_image"])
        #expect(images.collection.outcome == .partial && images.reason.contains("a shell could take"))
    }

    @Test("rights that are lacking are named with the command that gives them")
    func rights() async throws {
        var lab = CephLab()
        lab.refuse("MGR osd df", 13, "Error EACCES: access denied: does your client key have mgr caps?")
        lab.refuse("MON mon dump", 22, "Error EINVAL: invalid command")
        let seen = await lab.collect()
        #expect(seen["ceph_osd"]?.collection.outcome == .partial)
        #expect(seen["ceph_osd"]?.reason.contains("mgr 'allow r'") == true, "\(seen["ceph_osd"]?.reason ?? "")")
        #expect(seen["ceph_mon"]?.reason.hasPrefix("unsupported_version: `ceph mon dump` failed") == true)
    }

    @Test("health checks keep their words and lose the figures that move")
    func health() async throws {
        var lab = CephLab()
        lab["MON health detail"] = """
            {"status":"HEALTH_WARN","mutes":[],"checks":{
              "OSD_DOWN":{"severity":"HEALTH_WARN","summary":{"message":"1 osds down","count":1},"muted":true,
                "detail":[{"message":"osd.2 (root=default,host=node5) is down"}]},
              "PG_DEGRADED":{"severity":"HEALTH_WARN","summary":{
                "message":"Degraded data redundancy: 72/663 objects degraded (10.860%), 22 pgs degraded","count":42},"muted":false,
                "detail":[{"message":"pg 1.0 is active+undersized+degraded, acting [0,1]"}]}}}
            """
        let checks = try #require(await lab.collect()["ceph_health_check"])
        #expect(checks("message")["PG_DEGRADED"] == "Degraded data redundancy: objects degraded, pgs degraded")
        #expect(checks("details") == ["OSD_DOWN": ["osd.2 (root=default,host=node5) is down"], "PG_DEGRADED": .null])
        #expect(checks("muted") == ["OSD_DOWN": true, "PG_DEGRADED": false])
        #expect(checks("count")["PG_DEGRADED"] == 42)
    }

    @Test("two polls of one cluster, minutes apart, differ in measures only")
    func wobble() async throws {
        var later = CephLab()
        later["MON status"] = CephLab.status(quorum: #""c","a","b""#, gid: 9001).replacing(
            "\"quorum_age\":182", with: "\"quorum_age\":900"
        ).replacing("\"read_bytes_sec\":17,", with: "")
        later["MON osd dump"] = CephLab.map(osds: [2, 0, 1].map { CephLab.osd($0) }).replacing(
            "6801/123", with: "6809/77777")
        later.change("MON osd tree", "[-7,-5,-3]", "[-3,-5,-7]")
        later["MGR osd df"] = CephLab.usage([(2, 20_971_520, "up"), (0, 20_971_520, "up"), (1, 20_971_520, "up")])
        later["MON df detail"] = CephLab.room().replacing("\"rd\":4", with: "\"rd\":400")
        let (first, second) = (await CephLab().collect(), await later.collect())
        for (kind, seen) in first {
            func stored(_ seen: CephLab.Seen?) -> [String: [Value]] {
                let rows = seen?.collection.rows ?? []
                return Dictionary(
                    uniqueKeysWithValues: rows.map { row in
                        (row.key, seen?.collection.spec.storedIndices.map { row.values[$0] } ?? [])
                    })
            }
            #expect(stored(seen) == stored(second[kind]), "\(kind)")
        }
    }
}
