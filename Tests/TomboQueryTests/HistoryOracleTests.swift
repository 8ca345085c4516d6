import GRDB
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboQuery
@testable import TomboStore

/// Random histories: the timeline and the naive store must agree line by line.
@Suite("log and blame, and their oracle")
struct HistoryOracleTests {
    private struct History {
        let folder: TemporaryFolder
        let archive: Archive
        /// For what is known by a name that both clouds have.
        let ofCloud: [String: Archive]
        let reference: ReferenceStore
        var clouds: [String] = []
    }

    private static func history(seed: UInt64) throws -> History {
        var random = Seed(seed)
        let folder = try TemporaryFolder()
        let store = try Store(path: folder.file("h.db"), specs: TestKinds.all)
        try store.pool.write { db in for spec in TestKinds.all { try db.execute(sql: spec.sketch) } }
        try store.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = OFF") }
        var reference = ReferenceStore()
        var clock = Instant(milliseconds: 1_700_000_000_000)
        var clouds: [String] = []
        for step in 0..<Int.random(in: 4...10, using: &random) {
            let cloud = Int.random(in: 0..<5, using: &random) == 0 ? "other" : "lab"
            clock = clock.advanced(bySeconds: 300)
            let round = Round(
                cloud: cloud, startedAt: clock, finishedAt: clock.advanced(bySeconds: 2),
                collections: try RandomRounds.collections(step: step, using: &random))
            _ = try store.save(round)
            reference.save(round)
            clouds.append(cloud)
        }
        try store.close()
        func archive(_ cloud: String?) throws -> Archive {
            try Archive(path: folder.file("h.db"), specs: TestKinds.all, cloud: cloud, clock: LocalClock(now: clock))
        }
        var ofCloud: [String: Archive] = [:]
        for cloud in Set(clouds) { ofCloud[cloud] = try archive(cloud) }
        return History(
            folder: folder, archive: try archive(nil), ofCloud: ofCloud, reference: reference, clouds: clouds)
    }

    @Test("each change between two snapshots is one line, and no other line is there", arguments: 0..<40)
    func log(seed: Int) throws {
        let history = try Self.history(seed: UInt64(seed) + 900_000)
        var expected: [String] = []
        for seq in 1...Int64(history.clouds.count) {
            for (identity, (old, new)) in history.reference.difference(seq - 1, seq) {
                guard let spec = TestKinds.all.first(where: { $0.kind == identity.kind }) else { continue }
                let place = "#\(seq) \(identity.cloud) \(identity.kind) \(identity.key)"
                if let old, let new {
                    for index in spec.digestIndices where old[index] != new[index] {
                        expected.append("\(place) ~ \(spec.columns[index].name) \(old[index].json) \(new[index].json)")
                    }
                } else if old != nil {
                    expected.append("\(place) -")
                } else if Self.wasListed(identity, before: seq, history) {
                    expected.append("\(place) +")
                }
            }
        }
        let answer = try history.archive.answer(LogQuestion())
        let lines = answer.rows.compactMap { row in Self.line(answer, row) }
        #expect(lines.sorted() == expected.sorted(), "seed \(seed)")
        let numbers = answer.rows.compactMap { Self.value(answer, $0, "snapshot").integer }
        #expect(numbers == numbers.sorted(by: >), "newest first")

        // And of each resource for itself.
        for identity in history.reference.state(at: Int64(history.clouds.count)).keys {
            let word = identity.kind == "test_thing" ? "test_thing" : "test_part"
            let archive = try #require(history.ofCloud[identity.cloud])
            let own = try archive.answer(LogQuestion(resource: "\(word)/\(identity.key)"))
            let mine = own.rows.compactMap { row in Self.line(own, row) }
            let wanted = expected.filter { $0.contains(" \(identity.cloud) \(identity.kind) \(identity.key) ") }
            #expect(mine.sorted() == wanted.sorted(), "seed \(seed) \(identity)")
        }
    }

    @Test(
        "a diff backwards is the diff with its signs turned, and of one snapshot with itself there is none",
        arguments: 0..<20)
    func reversed(seed: Int) throws {
        let history = try Self.history(seed: UInt64(seed) + 920_000)
        let seqs = history.clouds.indices.filter { history.clouds[$0] == "lab" }.map { $0 + 1 }
        guard let archive = history.ofCloud["lab"], let first = seqs.first, let last = seqs.last, first != last else {
            return
        }
        func lines(_ from: Int, _ to: Int, turned: Bool) throws -> [String] {
            let answer = try archive.answer(
                DiffQuestion(from: SnapshotReference("#\(from)")), at: SnapshotReference("#\(to)"))
            return answer.rows.compactMap { row in
                func json(_ column: String) -> String { Self.value(answer, row, column).json }
                let change = Self.value(answer, row, "change").text ?? ""
                // What a snapshot did not see is said of the later one only.
                if change == "?" { return nil }
                let sign = turned ? ["+": "-", "-": "+", "~": "~"][change] ?? change : change
                let (old, new) = turned ? (json("new"), json("old")) : (json("old"), json("new"))
                return [sign, json("kind"), json("key"), json("field"), old, new].joined(separator: " ")
            }.sorted()
        }
        for seq in seqs { #expect(try lines(seq, seq, turned: false).isEmpty) }
        // Only between snapshots that both know every kind whole is nothing left open.
        let gaps = try archive.answer(DiffQuestion(from: SnapshotReference("#\(first)")), at: nil).gaps
        let kinds = Set(gaps.map(\.kind))
        let (there, back) = (try lines(first, last, turned: false), try lines(last, first, turned: true))
        func whole(_ lines: [String]) -> [String] { lines.filter { line in !kinds.contains { line.contains($0) } } }
        #expect(whole(there) == whole(back), "seed \(seed)")
    }

    @Test("blame names the snapshot since which each field is what it is", arguments: 0..<40)
    func blame(seed: Int) throws {
        let history = try Self.history(seed: UInt64(seed) + 910_000)
        let last = Int64(history.clouds.count)
        let states = (0...last).map { history.reference.state(at: $0) }
        for (identity, state) in states[Int(last)] {
            guard let spec = TestKinds.all.first(where: { $0.kind == identity.kind }),
                let archive = history.ofCloud[identity.cloud]
            else { continue }
            let answer = try archive.answer(BlameQuestion(resource: "\(identity.kind)/\(identity.key)"))
            for index in spec.storedIndices {
                var since = last
                while since > 1, let before = states[Int(since) - 1][identity],
                    before.values[index] == state.values[index]
                {
                    since -= 1
                }
                let row = answer.rows.first { Self.value(answer, $0, "field").text == spec.columns[index].name }
                let found = row.map { Self.value(answer, $0, "snapshot") }
                #expect(
                    found == .integer(since), "seed \(seed) \(identity) \(spec.columns[index].name): \(answer.rows)")
            }
        }
    }

    /// Whether every source that was ever asked for the kind had listed it whole before.
    private static func wasListed(_ identity: ReferenceStore.Identity, before seq: Int64, _ history: History) -> Bool {
        var asked: Set<String> = []
        var whole: Set<String> = []
        var last: [String: CollectionOutcome] = [:]
        for round in history.reference.rounds.prefix(Int(seq) - 1) where round.cloud == identity.cloud {
            for collection in round.collections where collection.spec.kind == identity.kind {
                guard collection.outcome != .skipped else { continue }
                asked.insert(collection.source)
                last[collection.source] = collection.outcome
                if collection.outcome == .complete { whole.insert(collection.source) }
            }
        }
        return !asked.isEmpty && asked.allSatisfy { last[$0] == .complete || whole.contains($0) }
    }

    private static func value(_ answer: Answer, _ row: [Value], _ column: String) -> Value {
        answer.columns.firstIndex { $0.name == column }.map { row[$0] } ?? .null
    }

    private static func line(_ answer: Answer, _ row: [Value]) -> String? {
        func text(_ column: String) -> String { value(answer, row, column).text ?? "" }
        // What is first seen is told apart.
        if text("change") == "?" { return nil }
        let place = "#\(value(answer, row, "snapshot").json) \(text("cloud")) \(text("kind")) \(text("key"))"
        guard text("change") == "~" else { return "\(place) \(text("change"))" }
        return "\(place) ~ \(text("field")) \(value(answer, row, "old").json) \(value(answer, row, "new").json)"
    }
}
