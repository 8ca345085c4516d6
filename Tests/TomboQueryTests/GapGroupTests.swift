import Testing
import TomboQuery
import TomboRecords

@Suite("Gaps with one cause")
struct GapGroupTests {
    private func gap(
        _ kind: String, _ reason: String, _ outcome: CollectionOutcome? = .failed, code: String? = "forbidden",
        cloud: String = "lab", last: SnapshotInfo? = nil
    ) -> Gap {
        Gap(
            cloud: cloud, source: outcome == nil ? "" : "openstack", kind: kind, outcome: outcome, code: code,
            reason: reason, lastComplete: last)
    }

    private func places(_ gaps: [Gap]) -> [String] { GapGroup.groups(of: gaps).map { $0.place(.services) } }

    @Test("are one where only the number of the request differs")
    func requests() {
        let groups = GapGroup.groups(of: [
            gap("keystone_project", "403 to GET /projects (req-1)."),
            gap("nova_server", "Too slow.", code: "timed_out"),
            gap("nova_quota", "403 to GET /projects (req-2)."),
        ])
        #expect(groups.map(\.kinds) == [["keystone_project", "nova_quota"], ["nova_server"]])
        #expect(groups[0].place(.services) == "openstack: keystone_project, nova_quota")
        #expect(groups[0].reason == "403 to GET /projects (req-1)" && groups[0].hasOneReason)
        #expect(groups[1].place(.services) == "openstack/nova_server")
    }

    @Test("never mix clouds, outcomes, codes, or when all was last seen")
    func apart() {
        let earlier = SnapshotInfo(
            seq: 1, cloud: "lab", label: nil, startedAt: Instant(milliseconds: 0), finishedAt: Instant(milliseconds: 0))
        let gaps = [
            gap("nova_server", "x"), gap("nova_flavor", "x", cloud: "other"),
            gap("nova_quota", "x", .partial, code: nil),
            gap("nova_aggregate", "x", code: "timed_out"), gap("nova_hypervisor", "x", last: earlier),
        ]
        #expect(GapGroup.groups(of: gaps).map(\.kinds) == gaps.map { [$0.kind] })
    }

    @Test("count the kinds of each service where they are many, and lose none")
    func many() {
        let kinds = ["keystone_user", "nova_server", "nova_flavor", "nova_quota", "glance_image"]
        let group = GapGroup.groups(of: kinds.map { gap($0, "No.") })
        #expect(group.count == 1 && group[0].kinds == kinds)
        #expect(group[0].place(.number) == "openstack: 5 kinds")
        #expect(group[0].place(.services) == "openstack: 5 kinds (1 keystone, 3 nova, 1 glance)")
        #expect(kinds.allSatisfy(group[0].place(.kinds).contains))
        #expect(places(kinds.map { gap($0, "", nil, code: nil) }) == ["5 kinds (1 keystone, 3 nova, 1 glance)"])
    }

    @Test("name a kind once, however many rounds did not see it")
    func rounds() {
        let group = GapGroup.groups(of: [gap("nova_server", "No."), gap("nova_server", "No.")])
        #expect(group.map { $0.place(.services) } == ["openstack/nova_server"])
    }

    @Test("of one service share a line when it refuses three of them in three ways, and say that they do")
    func refused() {
        let kinds = ["nova_server", "nova_flavor", "nova_quota"]
        let two = GapGroup.groups(of: kinds.prefix(2).map { gap($0, "No \($0).") })
        #expect(two.count == 2)
        let three = GapGroup.groups(of: kinds.map { gap($0, "No \($0).") })
        #expect(three.count == 1 && three[0].reason == "the first says: No nova_server")
        let partial = GapGroup.groups(of: kinds.map { gap($0, "No page 2 of \($0).", .partial, code: nil) })
        #expect(partial.count == 3, "what a listing lacks is its own")
    }
}
