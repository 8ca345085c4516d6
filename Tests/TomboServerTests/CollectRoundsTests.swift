import Foundation
import NIOPosix
import Synchronization
import Testing
import TomboQuery
import TomboRecords
import TomboSources
import TomboStore
import TomboTestKit

@testable import TomboServer

@Suite("Rounds of the daemon")
struct CollectRoundsTests {
    private func rounds(
        _ folder: TemporaryFolder, _ journal: RoundJournal,
        plan: @escaping @Sendable (String, Set<String>) throws -> CollectPlan
    ) throws -> CollectRounds {
        let threads = NIOThreadPool(numberOfThreads: 1)
        threads.start()
        let store = try Store(path: folder.file("tombo.db"), specs: SourceType.specs)
        return CollectRounds(
            writer: Writer(store, threads: threads, now: Timing.live.now), timing: .live, logger: LabServer.quiet,
            plan: plan,
            journal: journal, saved: {})
    }

    private func count(_ folder: TemporaryFolder) throws -> Int {
        try StoreReader(path: folder.file("tombo.db"), specs: SourceType.specs).read { try $0.snapshots().count }
    }

    private func recording() throws -> Recording {
        try #require(try Recording.find(in: LabServer.examples).first)
    }

    @Test("a round is a snapshot, of now where a recording is played")
    func saved() async throws {
        let (folder, journal, recording) = (try TemporaryFolder(), RoundJournal(), try recording())
        let start = Instant(milliseconds: 1_795_700_000_000)
        let rounds = try rounds(folder, journal) { cloud, _ in
            try CollectPlan(replaying: recording, as: cloud, label: nil, from: start)
        }
        let outcome = await rounds.run("lab", ["all"])
        #expect(outcome.failed.isEmpty)
        #expect(journal.state.clouds["lab"]?.rounds == 1 && journal.state.fault == nil)
        let snapshot = try StoreReader(path: folder.file("tombo.db"), specs: SourceType.specs).read { try $0.latest() }
        #expect(snapshot?.startedAt == start)
    }

    @Test("a round that a stop cut off is not saved: its sources did not fail")
    func cutOff() async throws {
        let (folder, journal, recording) = (try TemporaryFolder(), RoundJournal(), try recording())
        let rounds = try rounds(folder, journal) { cloud, _ in
            try CollectPlan(replaying: recording, as: cloud, label: nil, from: Instant(milliseconds: 1_795_700_000_000))
        }
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await rounds.run("lab", ["all"])
        }
        _ = await task.value
        #expect(try count(folder) == 0)
    }

    @Test("a cloud that cannot be asked counts as failed, so that it is asked less often")
    func unasked() async throws {
        let (folder, journal) = (try TemporaryFolder(), RoundJournal())
        let rounds = try rounds(folder, journal) { _, _ in throw CollectError(.misconfigured, "No credentials.") }
        #expect(await rounds.run("lab", ["openstack"]).failed == ["openstack"])
        #expect(journal.state.clouds["lab"]?.unasked == 1)
    }

    @Test("a database that refuses is a fault until it saves again, and no failure of the sources")
    func fault() async throws {
        let (folder, journal, recording) = (try TemporaryFolder(), RoundJournal(), try recording())
        let isFull = Mutex(true)
        let rounds = try rounds(folder, journal) { cloud, _ in
            if isFull.withLock({ $0 }) { throw StoreError(.full, "No space is left.", remedy: "Free some space.") }
            return try CollectPlan(
                replaying: recording, as: cloud, label: nil, from: Instant(milliseconds: 1_795_700_000_000))
        }
        #expect(await rounds.run("lab", ["all"]).failed.isEmpty)
        #expect(journal.state.fault == .init(code: "full", message: "No space is left.", remedy: "Free some space."))
        #expect(journal.state.clouds["lab"]?.lost == ["full": 1])
        isFull.withLock { $0 = false }
        _ = await rounds.run("lab", ["all"])
        #expect(journal.state.fault == nil)
    }

    @Test("a database that was removed is a fault, and not one round is lost into a file that nobody can find")
    func removed() async throws {
        let (folder, journal, recording) = (try TemporaryFolder(), RoundJournal(), try recording())
        let rounds = try rounds(folder, journal) { cloud, _ in
            try CollectPlan(replaying: recording, as: cloud, label: nil, from: Instant(milliseconds: 1_795_700_000_000))
        }
        _ = await rounds.run("lab", ["all"])
        let (path, away) = (folder.file("tombo.db"), folder.file("away.db"))
        try FileManager.default.moveItem(atPath: path, toPath: away)
        #expect(await rounds.run("lab", ["all"]).failed.isEmpty)
        #expect(journal.state.fault?.code == "missing" && journal.state.clouds["lab"]?.rounds == 1)
        // Another file of the same name is not the one that is open.
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        _ = await rounds.run("lab", ["all"])
        #expect(journal.state.clouds["lab"]?.lost == ["missing": 2])
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.moveItem(atPath: away, toPath: path)
        _ = await rounds.run("lab", ["all"])
        #expect(journal.state.fault == nil && journal.state.clouds["lab"]?.rounds == 2)
        #expect(try count(folder) == 2)
    }

    @Test("a clock that jumps back costs no round, and the history stays whole")
    func clockBack() async throws {
        let (folder, journal, recording) = (try TemporaryFolder(), RoundJournal(), try recording())
        let hours = Mutex<[Double]>([0, 1, -24, -23, 2])
        let rounds = try rounds(folder, journal) { cloud, _ in
            let hour = hours.withLock { $0.removeFirst() }
            return try CollectPlan(
                replaying: recording, as: cloud, label: nil,
                from: Instant(milliseconds: 1_795_700_000_000).advanced(bySeconds: hour * 3600))
        }
        for _ in 0..<5 { _ = await rounds.run("lab", ["all"]) }
        #expect(journal.state.clouds["lab"]?.rounds == 5 && journal.state.fault == nil)
        let archive = try Archive(path: folder.file("tombo.db"), specs: SourceType.specs, clock: LabServer.clock)
        #expect(VerifyQuestion.isWhole(try archive.answer(VerifyQuestion())))
    }

    @Test("a source failed when everything asked of it did")
    func failed() {
        let (spec, other) = (TestKinds.thing, TestKinds.part)
        let error = CollectError(.unreachable, "Nothing answers.")
        let round = Round(
            cloud: "lab", startedAt: .init(milliseconds: 0), finishedAt: .init(milliseconds: 1),
            collections: [
                .init(source: "a", spec: spec, result: .failed(error)),
                .leftOut(source: "a", spec: other, by: "without"),
                .init(source: "b", spec: spec, result: .failed(error)),
                .init(source: "b", spec: other, result: .partial([], reason: "half")),
            ])
        #expect(CollectRounds.failed(round) == ["a"])
    }
}
