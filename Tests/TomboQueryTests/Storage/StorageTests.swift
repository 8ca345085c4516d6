import Testing
import TomboQuery
import TomboRecords

/// Storage of clusters whose figures were worked out by hand, beside each what was worked out.
@Suite("Storage")
struct StorageTests {
    private static let gib = 1_073_741_824.0

    /// Three hosts with an OSD of 20 GiB; one pool that uses 6 GiB raw, 2 GiB of data; images of 30 GiB.
    private func healthy() -> CephDocuments {
        CephDocuments(
            osds: (0...2).map { .init(id: $0, host: "node\($0 + 1)", gib: 20, usedMiB: 2048 + 300) },
            pools: [.init(name: "volumes", usedMiB: 6144, images: [10, 20])])
    }

    private func bytes(_ gib: Double) -> Value { .integer(Int64((gib * Self.gib).rounded(.down))) }

    private func isNear(_ value: Value, _ gib: Double) -> Bool {
        value.integer.map { abs(Double($0) - gib * Self.gib) < 1024 } ?? false
    }

    @Test("healthy: three copies on three hosts of 20 GiB")
    func whole() async throws {
        let answer = try await CephArchive(healthy()).ask(StorageQuestion())
        #expect(answer.rows.count == 1 && answer.cell("rule") == "3 copies, each on another host")
        #expect(answer.cell("raw_bytes") == bytes(60) && answer.cell("raw_used_bytes") == bytes(6))
        #expect(answer.cell("raw_avail_bytes") == bytes(54))
        // 3 × 300 MiB that no pool uses.
        #expect(answer.cell("overhead_bytes") == .integer(900 << 20))
        #expect(answer.cell("usable_bytes") == bytes(20) && answer.cell("usable_now_bytes") == bytes(20))
        #expect(answer.cell("stored_bytes") == bytes(2) && answer.cell("provisioned_bytes") == bytes(30))
        // (60 · 0.85 − 6) / 3 = 15; (60 · 0.95 − 6) / 3 = 17.
        #expect(isNear(answer.cell("room_nearfull_bytes"), 15) && isNear(answer.cell("room_full_bytes"), 17))
        // 2348 MiB of 20480.
        #expect(answer.cell("fullest_percent") == 11.5 && answer.cell("level") == "ok")
        #expect(answer.cell("heals") == false && answer.cell("loss_room_bytes").isNull)
        #expect(answer.cell("note").text?.contains("2 hosts are too few for 3 copies; data stay at 2") == true)
        #expect(answer.cell("days_to_nearfull").isNull)
        #expect(answer.cell("note").text?.contains("1 day is known, and a trend needs 7") == true)
    }

    /// What must not move while an OSD is down or out.
    private static let stable = [
        "raw_bytes", "raw_used_bytes", "raw_avail_bytes", "usable_bytes", "stored_bytes", "provisioned_bytes",
        "room_nearfull_bytes", "room_full_bytes", "limit",
    ]

    @Test("one OSD down: Ceph's figures grow by a half, these stay")
    func down() async throws {
        let before = try await CephArchive(healthy()).ask(StorageQuestion())
        var documents = healthy()
        documents.osds[2].isUp = false
        documents.wholeShare = 2.0 / 3
        let archive = try await CephArchive(documents)
        let after = try archive.ask(StorageQuestion())
        for column in Self.stable { #expect(after.cell(column) == before.cell(column), "\(column)") }
        #expect(after.cell("usable_now_bytes") == bytes(20), "it is still in")
        #expect(after.cell("osds_down") == 1 && after.cell("osds_out") == 0)
        #expect(after.cell("overhead_bytes").isNull, "what is on osd.2 is not known")
        #expect(after.cell("note").text?.contains("osd.2 down") == true)
        let hosts = try archive.ask(StorageQuestion(grouping: .host))
        #expect(hosts.cell("used_bytes", of: "node3").isNull && hosts.cell("raw_bytes", of: "node3") == bytes(20))
        #expect(hosts.cell("note", of: "node3").text?.contains("osd.2 down") == true)
    }

    @Test("one OSD out: what the map can hold stays, now no third copy can be made")
    func out() async throws {
        let before = try await CephArchive(healthy()).ask(StorageQuestion())
        var documents = healthy()
        documents.osds[2].isUp = false
        documents.osds[2].isIn = false
        documents.wholeShare = 2.0 / 3
        let after = try await CephArchive(documents).ask(StorageQuestion())
        for column in Self.stable { #expect(after.cell(column) == before.cell(column), "\(column)") }
        #expect(after.cell("usable_now_bytes") == 0 && after.cell("osds_out") == 1)
        #expect(after.cell("note").text?.contains("now 2 hosts are too few for 3 copies") == true)
    }

    @Test("four hosts, one of them out: three are enough")
    func outOfFour() async throws {
        var documents = healthy()
        documents.osds.append(.init(id: 3, host: "node4", gib: 20, isUp: false, isIn: false))
        let answer = try await CephArchive(documents).ask(StorageQuestion())
        // 80 / 3, and 60 / 3.
        #expect(isNear(answer.cell("usable_bytes"), 80.0 / 3) && answer.cell("usable_now_bytes") == bytes(20))
        #expect(answer.cell("heals") == false, "without one more there are two")
    }

    @Test("nearfull: room is below nothing, and an OSD says so")
    func nearfull() async throws {
        var documents = healthy()
        documents.pools[0].usedMiB = 54 * 1024
        for index in 0...2 { documents.osds[index].usedMiB = 18 * 1024 - 512 }
        let answer = try await CephArchive(documents).ask(StorageQuestion())
        // (60 · 0.85 − 54) / 3 = −1; (60 · 0.95 − 54) / 3 = 1; 17.5 of 20 is 87.5 %.
        #expect(isNear(answer.cell("room_nearfull_bytes"), -1) && isNear(answer.cell("room_full_bytes"), 1))
        #expect(answer.cell("fullest_percent") == 87.5 && answer.cell("level") == "nearfull")
    }

    @Test("unequal hosts: 20, 20, 20 and 40 hold 28.6 as CRUSH spreads, 30 at most, not a third of 100")
    func unequal() async throws {
        var documents = healthy()
        documents.osds.append(.init(id: 3, host: "node4", gib: 40, usedMiB: 100))
        let archive = try await CephArchive(documents)
        let answer = try archive.ask(StorageQuestion())
        // node4 is among three draws of weights 1, 1, 1, 2 with 1 − 3/5 · 2/4 · 1/3 = 0.9, each other with 0.7.
        let full = 20 / 0.7
        #expect(isNear(answer.cell("usable_bytes"), full))
        #expect(answer.cell("limit") == "node1 is full first: CRUSH spreads by weight")
        // node4 holds one copy of anything: (20 + 20 + 20) / 2 = 30.
        #expect(answer.cell("usable_most_bytes") == bytes(30))
        #expect(answer.cell("note").text?.contains("can bring usable up to usable_most") == true)
        // Two GiB of data are there; without node4 (60 · 0.85 − 6) / 3 = 15.
        #expect(isNear(answer.cell("room_nearfull_bytes"), full * 0.85 - 2) && answer.cell("largest_host") == "node4")
        #expect(answer.cell("heals") == true && isNear(answer.cell("loss_room_bytes"), 15))
        let hosts = try archive.ask(StorageQuestion(grouping: .host))
        // Without node1: 20, 20, 40 in three copies: 20; (60 · 0.85 − 6) / 3.
        #expect(hosts.cell("heals", of: "node1") == true && isNear(hosts.cell("loss_room_bytes", of: "node1"), 15))
        #expect(hosts.cell("share_percent", of: "node4") == 40.0)
        let lost = try archive.ask(StorageQuestion(lost: ["host/node4"]))
        #expect(lost.cell("usable_bytes") == bytes(20) && lost.cell("raw_bytes") == bytes(60))
        let three = try await CephArchive(
            CephDocuments(
                osds: [
                    .init(id: 0, host: "a", gib: 10), .init(id: 1, host: "b", gib: 20),
                    .init(id: 2, host: "c", gib: 30),
                ], pools: [.init(name: "p")])
        ).ask(StorageQuestion())
        #expect(three.cell("usable_bytes") == bytes(10))
        #expect(three.cell("limit") == "a, the smallest of 3 hosts, limits")
    }

    @Test("two classes of device: each rule has its own, a rule of both has both")
    func classes() async throws {
        var documents = healthy()
        documents.rules += [.init(id: 1, take: "default~ssd"), .init(id: 2, take: "default~hdd")]
        documents.osds += (0...2).map { .init(id: $0 + 3, host: "node\($0 + 1)", gib: 4, deviceClass: "ssd") }
        documents.pools[0].rule = 2
        documents.pools.append(.init(name: "fast", size: 2, rule: 1, usedMiB: 2048))
        let answer = try await CephArchive(documents).ask(StorageQuestion())
        #expect(answer.column("device_class") == ["hdd", "ssd"])
        #expect(answer.column("usable_bytes") == [bytes(20), bytes(6)], "60 / 3, 12 / 2")
        #expect(answer.column("raw_used_bytes") == [bytes(6), bytes(2)])
        #expect(isNear(answer.column("room_nearfull_bytes")[1], (12 * 0.85 - 2) / 2))
        documents.pools[0].rule = 0
        let both = try await CephArchive(documents).ask(StorageQuestion())
        #expect(both.column("device_class") == ["any", "ssd"])
        // A host of 20 and 4 GiB: 24; three of them in three copies.
        #expect(both.column("usable_bytes") == [bytes(24), bytes(6)])
        // Of the 6 GiB of `volumes` 12 / 72 are on ssd: 1, beside the 2 of `fast`.
        #expect(both.column("raw_used_bytes") == [bytes(8), bytes(3)])
    }

    @Test("erasure coding: 4+2 parts on eight hosts, and 2+1 on three")
    func erasure() async throws {
        let wide = CephDocuments(
            osds: (0...7).map { .init(id: $0, host: "h\($0)", gib: 30, usedMiB: 1536) },
            pools: [.init(name: "archive", size: 6, minSize: 5, profile: "wide", usedMiB: 12 * 1024, images: [])])
        let answer = try await CephArchive(wide).ask(StorageQuestion())
        #expect(answer.cell("rule") == "4+2 parts, each on another host")
        // 8 · 30 = 240 raw, of which 4 / 6 are data: 160. Stored: 12 · 4 / 6 = 8.
        #expect(answer.cell("usable_bytes") == bytes(160) && answer.cell("stored_bytes") == bytes(8))
        // (240 · 0.85 − 12) / 1.5 = 128; seven hosts: (210 · 0.85 − 12) / 1.5 = 111.
        #expect(isNear(answer.cell("room_nearfull_bytes"), 128) && isNear(answer.cell("loss_room_bytes"), 111))
        #expect(answer.cell("heals") == true)
        let small = CephDocuments(
            osds: (0...2).map { .init(id: $0, host: "h\($0)", gib: 30) },
            pools: [.init(name: "p", size: 3, minSize: 3, profile: "default")])
        let three = try await CephArchive(small).ask(StorageQuestion())
        #expect(three.cell("usable_bytes") == bytes(60), "30 each, of which 2 / 3 are data")
        #expect(three.cell("note").text?.contains("at 2, below min_size, data stop") == true)
    }

    @Test("racks as failure domain; several OSDs of one host; an OSD of half the weight")
    func racks() async throws {
        var documents = CephDocuments(
            osds: (0...5).map { .init(id: $0, host: "h\($0)", gib: 10, rack: "r\($0 % 3)") },
            pools: [.init(name: "p")])
        documents.rules[0].domain = "rack"
        let answer = try await CephArchive(documents).ask(StorageQuestion())
        #expect(answer.cell("rule") == "3 copies, each on another rack" && answer.cell("usable_bytes") == bytes(20))
        // Without h0 rack r0 has 10: the smallest of three.
        let lost = try await CephArchive(documents).ask(StorageQuestion(lost: ["h0"]))
        #expect(lost.cell("usable_bytes") == bytes(10) && answer.cell("heals") == true)
        documents.rules[0].domain = "host"
        documents.osds = (0...5).map { .init(id: $0, host: "h\($0 % 3)", gib: 10) }
        for index in 0...2 { documents.osds[index].reweight = 0.5 }
        // The other OSD of each host takes 2 / 3 of its data and is full at 15.
        #expect(try await CephArchive(documents).ask(StorageQuestion()).cell("usable_bytes") == bytes(15))
    }

    @Test("without the right for RBD what is provisioned is unknown, and says why")
    func noRights() async throws {
        var documents = healthy()
        documents.pools[0].images = nil
        let archive = try await CephArchive(documents)
        let answer = try archive.ask(StorageQuestion())
        #expect(answer.cell("provisioned_bytes").isNull && answer.cell("usable_bytes") == bytes(20))
        #expect(answer.cell("note").text?.contains("RBD images are not known") == true)
        #expect(answer.gaps.map(\.kind) == ["ceph_rbd_image"])
        let pools = try archive.ask(StorageQuestion(grouping: .pool))
        #expect(pools.cell("provisioned_bytes").isNull && pools.cell("images").isNull)
        #expect(pools.cell("note").text?.contains("not allowed") == true)
    }

    @Test("pools: share, images, clones, quota; a pool for objects promises nothing")
    func pools() async throws {
        var documents = healthy()
        documents.pools[0].quotaGiB = 5
        documents.pools.append(.init(name: "rgw", usedMiB: 2048, application: "rgw"))
        let answer = try await CephArchive(documents).ask(StorageQuestion(grouping: .pool))
        #expect(answer.column("pool") == ["rgw", "volumes"])
        #expect(answer.cell("share_percent", of: "volumes") == 75.0)
        #expect(answer.cell("provisioned_bytes", of: "volumes") == bytes(30))
        #expect(answer.cell("images", of: "volumes") == 2)
        // A quota of 5 GiB of data, 2 stored.
        #expect(answer.cell("quota_free_bytes", of: "volumes") == bytes(3))
        #expect(answer.cell("note", of: "volumes").text?.contains("the quota ends before the room") == true)
        #expect(answer.cell("provisioned_bytes", of: "rgw").isNull)
        // Both use the same devices: (60 · 0.85 − 8) / 3 for either, not for both.
        #expect(isNear(answer.cell("room_nearfull_bytes", of: "rgw"), 43.0 / 3))
    }

    @Test("days to nearfull come from what was used day by day; degraded days are days like others")
    func days() async throws {
        let archive = try CephArchive()
        var documents = healthy()
        for day in 0..<10 {
            // 300 MiB a day of all copies, from 6144.
            documents.pools[0].usedMiB = 6144 + 300 * day
            documents.osds[1].isUp = day != 4
            documents.wholeShare = day == 4 ? 2.0 / 3 : 1
            try await archive.save(documents, afterSeconds: 86_400)
        }
        let answer = try archive.ask(StorageQuestion())
        // 60 GiB · 0.85 = 52224 MiB, less 8844 used: 43380 / 300 = 144.6 days.
        #expect(answer.cell("days_to_nearfull") == 144.6)
        #expect(answer.cell("days_earliest") == 144.6 && answer.cell("days_latest") == 144.6)
    }

    @Test("a host that has no OSD is an error that suggests one; without Ceph there is no answer")
    func errors() async throws {
        let archive = try await CephArchive(healthy())
        let error = #expect(throws: QueryError.self) { _ = try archive.ask(StorageQuestion(lost: ["nod1"])) }
        #expect(error?.code == .unknownResource && error?.remedy?.contains("node1") == true)
        let other = #expect(throws: QueryError.self) { _ = try PhysicalCloud.empty().ask(StorageQuestion()) }
        #expect(other?.code == .notApplicable)
    }
}
