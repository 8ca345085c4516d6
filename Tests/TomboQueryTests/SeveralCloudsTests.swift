import Testing
import TomboQuery
import TomboRecords
import TomboSources
import TomboStore
import TomboTestKit

@Suite("Several clouds in one database")
struct SeveralCloudsTests {
    /// #1 and #3 are of north, #2 and #4 of south; both have a client, and south gets another server.
    private func clouds() throws -> LabCloud {
        let lab = try LabCloud()
        let twin = LabCloud.LabServer("client", on: "node1", "m1.tiny")
        try lab.save(servers: [LabCloud.client], hosts: ["node1"], label: "begin", cloud: "north")
        try lab.save(servers: [twin], hosts: ["node1"], label: "begin", cloud: "south")
        try lab.save(servers: [LabCloud.client], hosts: ["node1", "node2"], label: "more", cloud: "north")
        try lab.save(
            servers: [twin, .init("only", on: "node1", "m1.tiny")], hosts: ["node1"], label: "last", cloud: "south")
        return lab
    }

    private func seqs(_ answer: Answer) -> [Int64] { answer.spokenOf.map(\.seq) }

    @Test("latest shows each cloud's newest state, and names each one's snapshot")
    func latest() throws {
        let lab = try clouds()
        let answer = try lab.ask(ListQuestion(kind: "servers"))
        #expect(answer.lines("cloud", "name") == ["north|client", "south|client", "south|only"])
        #expect(seqs(answer) == [3, 4] && answer.snapshot?.seq == 4)
        #expect(answer.columns.first { $0.name == "cloud" }?.isBrief == true)
        let north = try lab.ask(ListQuestion(kind: "servers"), cloud: "north")
        #expect(seqs(north) == [3] && north.lines("name") == ["client"])
    }

    @Test("a moment is of all clouds, and a snapshot of its own")
    func references() throws {
        let lab = try clouds()
        let list = ListQuestion(kind: "servers")
        // Taken every hour from 11:00:03Z on.
        let moment = try lab.ask(list, at: "@2026-05-12T13:30Z")
        #expect(seqs(moment) == [2, 3] && moment.lines("cloud", "name") == ["north|client", "south|client"])
        for reference in ["#2", "last~1"] {
            let answer = try lab.ask(list, at: reference)
            #expect(seqs(answer) == [2] && answer.lines("cloud", "name") == ["south|client"], "\(reference)")
        }
        #expect(try lab.ask(list, at: "last").rows.count == 2)
        #expect(try lab.ask(list, at: "latest~1", cloud: "south").snapshot?.seq == 2)
    }

    @Test("what means no one cloud asks for --cloud", arguments: ["latest~1", "begin", "@now~1"])
    func ambiguous(reference: String) throws {
        let lab = try clouds()
        let failure = lab.failure { _ = try lab.ask(SnapshotsQuestion(), at: reference) }
        #expect(failure?.code == .ambiguousSnapshot && failure?.remedy == "Choose one with --cloud.")
    }

    @Test("a name in both clouds is ambiguous, and one in one cloud is answered by that cloud's snapshot")
    func names() throws {
        let lab = try clouds()
        for question in [ShowQuestion(resource: "server/client") as any Question, WhereQuestion(resources: ["client"])]
        {
            let failure = lab.failure { _ = try lab.archive().answer(question) }
            #expect(failure?.code == .ambiguousResource && failure?.remedy == "Choose the cloud with --cloud.")
            #expect(failure?.message.contains("(cloud north)") == true)
            #expect(seqs(try lab.archive(cloud: "north").answer(question)) == [3])
        }
        try lab.save(servers: [], hosts: [], cloud: "north")
        #expect(seqs(try lab.ask(WhereQuestion(resources: ["only"]))) == [4])
        let show = try lab.ask(ShowQuestion(resource: "only"))
        #expect(seqs(show) == [4] && show.column("cloud") == ["south"])
        let gone = lab.failure { _ = try lab.ask(ShowQuestion(resource: "client"), cloud: "north") }
        #expect(gone?.remedy == "Ask about that moment with --at '#3'.", "not #4, which is south's")
    }

    @Test("the gaps of all clouds are told, each with its cloud")
    func gaps() throws {
        let lab = try clouds()
        try lab.save(servers: [], hosts: [], cloud: "north") { _, _ in .failed(.init(.timedOut, "No answer.")) }
        try lab.save(servers: [], hosts: [], cloud: "south")
        let answer = try lab.ask(ListQuestion(kind: "servers"))
        #expect(answer.gaps.map(\.cloud) == ["north"] && answer.lines("cloud", "name") == ["north|client"])
        #expect(try lab.ask(ListQuestion(kind: "servers"), cloud: "south").isComplete)
        #expect(try lab.ask(ListQuestion(kind: "server"), at: "@2026-05-12T11:30Z").isComplete, "south came later")
    }

    @Test("a diff stays within one cloud, or compares two moments of all")
    func diff() throws {
        let lab = try clouds()
        func diff(_ from: String, _ to: String, cloud: String? = nil) throws -> Answer {
            try lab.ask(DiffQuestion(from: SnapshotReference(from), kinds: ["server", "host"]), at: to, cloud: cloud)
        }
        #expect(lab.code { _ = try diff("latest~1", "latest") } == .ambiguousSnapshot)
        let south = try diff("latest~1", "latest", cloud: "south")
        #expect(south.lines("change", "name") == ["+|only"] && south.baseline?.seq == 2)
        let north = try diff("#1", "latest")
        #expect(north.lines("change", "cloud", "name") == ["+|north|node2.maas"] && north.snapshot?.seq == 3)
        let crossed = lab.failure { _ = try diff("more", "last") }
        #expect(crossed?.message.contains("north") == true && crossed?.message.contains("south") == true)
        let all = try diff("@2026-05-12T12:30Z", "latest")
        #expect(all.lines("change", "cloud", "name") == ["+|south|only", "+|north|node2.maas"])
        #expect(all.comparedWith.map(\.seq) == [1, 2] && seqs(all) == [3, 4])
    }

    @Test("a diff from before a cloud was known calls nothing of it new")
    func newCloud() throws {
        let lab = try clouds()
        let answer = try lab.ask(
            DiffQuestion(from: SnapshotReference("@2026-05-12T11:30Z"), kinds: ["server"]), at: "latest")
        #expect(answer.lines("change", "cloud", "name") == ["?|south|client", "?|south|only"])
        #expect(answer.gaps.map(\.cloud) == ["south"])
    }

    @Test("a partial listing of one cloud leaves the other's resources out of the diff")
    func partial() throws {
        let lab = try clouds()
        try lab.save(servers: [], hosts: ["node1", "node2"], cloud: "north") { _, rows in
            .partial(rows, reason: "page 2 failed")
        }
        let answer = try lab.ask(
            DiffQuestion(from: SnapshotReference("@2026-05-12T14:30Z"), kinds: ["server"]), at: "latest")
        #expect(answer.lines("change", "cloud", "name") == ["?|north|client"])
    }

    @Test("a person's SQL sees only the cloud that was asked for")
    func sql() throws {
        let lab = try clouds()
        let count = SQLQuestion(sql: "SELECT count(*) FROM nova_server")
        #expect(try lab.ask(count).rows == [[3]])
        #expect(try lab.ask(count, cloud: "north").rows == [[1]])
        #expect(try lab.ask(count, cloud: "south").rows == [[2]])
        #expect(try lab.ask(count, at: "#2").rows == [[1]])
    }

    @Test("a moment that no place in the database shows is refused, not answered half")
    func replayedLater() throws {
        let lab = try clouds()
        let old = Instant(milliseconds: 1_778_500_000_000)
        let spec = try #require(lab.specs.first { $0.kind == "nova_flavor" })
        _ = try lab.store.save(
            Round(
                cloud: "west", startedAt: old, finishedAt: old,
                collections: [Collection(source: "openstack", spec: spec, result: .complete([]))]))
        let failure = lab.failure { _ = try lab.ask(ListQuestion(kind: "flavor"), at: "@2026-05-12T12:30Z") }
        #expect(failure?.code == .ambiguousSnapshot)
        #expect(try lab.ask(ListQuestion(kind: "flavor"), at: "@2026-05-12T12:30Z", cloud: "south").snapshot?.seq == 2)
    }

    @Test("snapshots are each cloud's own, and a label needs one")
    func snapshots() throws {
        let lab = try clouds()
        #expect(try lab.ask(SnapshotsQuestion()).lines("seq", "cloud").count == 4)
        #expect(try lab.ask(SnapshotsQuestion(), cloud: "north").lines("seq") == ["1", "3"])
        #expect(lab.code { _ = try lab.archive().snapshot(at: .latest) } == .ambiguousSnapshot)
        #expect(try lab.archive(cloud: "north").snapshot(at: .latest).seq == 3)
        #expect(try lab.archive().snapshot(at: SnapshotReference("more")).seq == 3)
    }
}
