import Foundation
import GRDB
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboStore

/// Random histories are thinned out by random policies: what is kept must show what it showed.
@Suite("Forgetting")
struct ForgetTests {
    static let histories =
        ProcessInfo.processInfo.environment["TOMBO_ORACLE_HISTORIES"].flatMap { Int($0) } ?? 200

    /// All that a snapshot shows.
    private struct Shown: Equatable {
        var rows: [String: [Value]] = [:]
        var gaps: [String] = []
        var resources = 0
        var label: String?
    }

    private struct History {
        var store: TestStore
        var random: Seed
    }

    private func history(_ seed: UInt64, rounds: ClosedRange<Int>) throws -> History {
        var random = Seed(seed)
        let store = try TestStore()
        for step in 0..<Int.random(in: rounds, using: &random) {
            let cloud = Int.random(in: 0..<5, using: &random) == 0 ? "other" : "lab"
            let label = Int.random(in: 0..<8, using: &random) == 0 ? "label-\(step)" : nil
            let round = store.round(
                try RandomRounds.collections(step: step, using: &random), cloud: cloud, label: label)
            _ = try store.store.save(round)
        }
        return History(store: store, random: random)
    }

    private func policy(_ random: inout Seed) -> ForgetPolicy {
        var policy = ForgetPolicy(labelled: Bool.random(using: &random))
        if Bool.random(using: &random) { policy.last = Int.random(in: 1...4, using: &random) }
        if Bool.random(using: &random) { policy.periods[.hourly] = Int.random(in: 1...3, using: &random) }
        if Int.random(in: 0..<3, using: &random) == 0 { policy.within = 900 }
        if policy.isEmpty { policy.periods[.daily] = 1 }
        return policy
    }

    private func shown(_ reader: Reader, _ seq: Int64) throws -> Shown {
        var shown = Shown()
        let snapshot = try #require(try reader.snapshot(seq: seq))
        shown.label = snapshot.label
        // A snapshot is one cloud's: what it shows of another is that one's own history.
        try reader.travel(to: snapshot, cloud: snapshot.cloud)
        for spec in TestKinds.all {
            let seen = try reader.lastSeen(kind: spec.kind, at: seq)
            let columns = spec.columns.map(\.name).joined(separator: ", ")
            for row in try reader.rows("SELECT cloud, resource_id, \(columns) FROM \(spec.kind)") {
                let id = row[1].integer ?? 0
                shown.rows["\(spec.kind) \(row[0].text ?? "") \(id)"] = row + [Value(seen[id]?.seq)]
            }
        }
        reader.leaveMoment()
        shown.gaps = try reader.gaps(seq: seq, cloud: snapshot.cloud).map {
            "\($0.cloud) \($0.source) \($0.kind) \($0.outcome?.rawValue ?? "") \($0.reason) \($0.lastComplete?.seq ?? 0)"
        }.sorted()
        shown.resources =
            try Int.fetchOne(reader.db, sql: "SELECT resources FROM snapshot WHERE seq = ?", arguments: [seq]) ?? -1
        return shown
    }

    private func all(_ store: TestStore, _ kept: [Int64]) throws -> [Int64: Shown] {
        try store.reader().read { reader in
            Dictionary(uniqueKeysWithValues: try kept.map { ($0, try shown(reader, $0)) })
        }
    }

    /// What differs between two snapshots, as text.
    private func difference(
        _ store: TestStore, _ a: SnapshotInfo, _ b: SnapshotInfo
    ) throws -> Set<String> {
        try store.reader().read { reader in
            Set(
                try TestKinds.all.flatMap { spec in
                    try reader.changes(of: spec, from: a.seq, to: b.seq, cloud: a.cloud).map { change in
                        "\(spec.kind) \(change.cloud) \(change.key) \(change.old.map { Value.list($0).json } ?? "-") "
                            + (change.new.map { Value.list($0).json } ?? "-")
                    }
                })
        }
    }

    /// First and last state of each resource.
    private func ends(_ store: TestStore) throws -> [String: [Data]] {
        try store.store.pool.read { db in
            var ends: [String: [Data]] = [:]
            for spec in TestKinds.all {
                for row in try Row.fetchAll(
                    db, sql: "SELECT resource_id, digest FROM \(spec.historyTable) ORDER BY resource_id, valid_from")
                {
                    let name = "\(spec.kind) \(row[0] as Int64)"
                    ends[name] = [ends[name]?.first ?? row[1], row[1]]
                }
            }
            return ends
        }
    }

    @Test(
        "keeps all that a kept snapshot shows, the differences, and each resource's first and last state",
        arguments: 0..<10)
    func keeps(batch: Int) throws {
        for number in 0..<(Self.histories / 10) {
            let seed = UInt64(batch * 10_000 + number)
            var history = try history(seed, rounds: 4...12)
            for time in 1...2 {
                try forget(&history, "seed \(seed), time \(time)")
                // And goes on afterwards.
                let round = history.store.round(try RandomRounds.collections(step: 9, using: &history.random))
                _ = try history.store.store.save(round)
                #expect(try history.store.store.verifyChain().isEmpty, "seed \(seed) after \(time)")
            }
        }
    }

    private func forget(_ history: inout History, _ place: String) throws {
        let store = history.store
        let policy = policy(&history.random)
        let plan = try store.reader().read { try $0.forgetPlan(policy) }
        let kept = plan.kept.map(\.snapshot.seq)
        let before = try all(store, kept)
        let one = try #require(plan.kept.randomElement(using: &history.random)).snapshot
        let others = plan.kept.map(\.snapshot).filter { $0.cloud == one.cloud }
        let pair = (one, others.randomElement(using: &history.random) ?? one)
        let (different, ends) = (try difference(store, pair.0, pair.1), try ends(store))
        let receipt = try store.store.forget(plan, by: "ana", at: Instant(milliseconds: 1))
        let after = try all(store, kept)
        for seq in kept {
            guard let old = before[seq], let new = after[seq] else { continue }
            let place = "\(place), \(policy.text), #\(seq)"
            for row in Set(old.rows.keys).union(new.rows.keys) where old.rows[row] != new.rows[row] {
                let values = [new.rows[row], old.rows[row]].map { $0.map { Value.list($0).json } ?? "not there" }
                Issue.record("\(place), \(row): \(values[0]), not \(values[1])")
            }
            #expect(new.gaps == old.gaps, "\(place)")
            #expect(new.resources == old.resources && new.label == old.label, "\(place)")
        }
        #expect(try difference(store, pair.0, pair.1) == different, "\(place), \(pair.0.seq) and \(pair.1.seq)")
        #expect(try self.ends(store) == ends, "\(place)")
        let left = try store.store.pool.read { try Int64.fetchAll($0, sql: "SELECT seq FROM snapshot ORDER BY seq") }
        #expect(left == kept && receipt.snapshots == plan.removed.count, "\(place)")
        #expect(try store.store.verifyChain().isEmpty, "\(place)")
        let faults = try store.reader().read { try $0.integrityFaults() }
        #expect(faults.isEmpty, "\(place): \(faults)")
    }
}

@Suite("The journal")
struct JournalTests {
    private func history() throws -> TestStore {
        let store = try TestStore()
        for size in 1...6 { try store.save([things(["a": size % 3, "b": 1])], label: size == 2 ? "two" : nil) }
        return store
    }

    private func forget(_ store: TestStore, _ policy: ForgetPolicy) throws -> ForgetReceipt {
        let plan = try store.reader().read { try $0.forgetPlan(policy) }
        return try store.store.forget(plan, by: "ana", at: Instant(milliseconds: 1_700_100_000_000))
    }

    @Test("keeps what people write in the chain, between the snapshots")
    func words() throws {
        let store = try history()
        let before = try store.reader().read { try $0.chainHead() }
        try store.store.annotate(
            "watch this one", cloud: "lab", kind: "test_thing", key: "a", by: "ana", at: Instant(milliseconds: 5))
        let after = try store.reader().read { try $0.chainHead() }
        #expect(before != after && before != nil)
        try store.save([things(["a": 9])])
        #expect(try store.store.verifyChain().isEmpty)
        try store.reader().read { reader in
            let entries = try reader.journal(upTo: 7, cloud: "lab", kind: "test_thing", key: "a")
            #expect(entries.map(\.body) == ["watch this one"] && entries.map(\.after) == [6])
            #expect(try reader.journal(upTo: 6).isEmpty, "it was written after #6")
            #expect(try reader.link(String((after ?? "").prefix(10))) == .entry(1, after: 6))
            #expect(try reader.link("ffffffffff") == nil)
        }
    }

    @Test(
        "takes no text that cannot be read",
        arguments: ["", "  \n", "a\u{1b}[31mb", String(repeating: "x", count: 4001)])
    func bad(text: String) throws {
        let store = try history()
        let snapshot = try #require(try store.reader().read { try $0.latest() })
        let error = #expect(throws: StoreError.self) {
            try store.store.note(text, on: snapshot, by: "ana", at: Instant(milliseconds: 5))
        }
        #expect(error?.code == .badText)
    }

    @Test("an edited, deleted or inserted entry is found, whatever its column")
    func edits() throws {
        let store = try history()
        let snapshot = try #require(try store.reader().read { try $0.snapshot(seq: 3) })
        try store.store.note("first", on: snapshot, by: "ana", at: Instant(milliseconds: 5))
        try store.store.annotate(
            "second", cloud: "lab", kind: "test_thing", key: "a", by: "ana", at: Instant(milliseconds: 6))
        try store.save([things(["a": 9])])
        _ = try forget(store, ForgetPolicy(last: 2))
        #expect(try store.store.verifyChain().isEmpty)
        let edits = [
            "after_seq = after_seq - 1", "at = at + 1", "author = 'eve'", "cloud = 'other'", "kind = 'x'", "key = 'x'",
            "seq = 4", "body = replace(body, 'first', 'fjrst')", "body = body || ' '", "chain = zeroblob(32)",
            "saved_chain = zeroblob(32)",
        ]
        for edit in edits {
            for id in 1...3 {
                try store.store.pool.writeWithoutTransaction { db in
                    try db.inTransaction {
                        let row = try Row.fetchOne(db, sql: "SELECT * FROM journal WHERE id = \(id)")
                        try db.execute(sql: "UPDATE journal SET \(edit) WHERE id = \(id)")
                        let isSame = try Row.fetchOne(db, sql: "SELECT * FROM journal WHERE id = \(id)") == row
                        let breaks = try ChainVerifier(db, specs: TestKinds.all).verify()
                        #expect(isSame || !breaks.isEmpty, "\(edit) of \(id)")
                        return .rollback
                    }
                }
            }
        }
        for sql in [
            "DELETE FROM journal WHERE id = 1", "DELETE FROM journal WHERE id = 3",
            "INSERT INTO journal SELECT 4, after_seq, at, author, action, cloud, kind, key, seq, body, chain, NULL FROM journal WHERE id = 2",
            "UPDATE snapshot SET saved_chain = zeroblob(32) WHERE seq = 7",
        ] {
            try store.store.pool.writeWithoutTransaction { db in
                try db.inTransaction {
                    try db.execute(sql: sql)
                    #expect(!(try ChainVerifier(db, specs: TestKinds.all).verify()).isEmpty, "\(sql)")
                    return .rollback
                }
            }
        }
    }

    @Test("a hash that was printed before a forget is still known, and what went is no hole")
    func oldHashes() throws {
        let store = try history()
        let links = try store.reader().read { try $0.snapshotSums().mapValues(\.chain) }
        let receipt = try forget(store, ForgetPolicy(last: 1))
        try store.reader().read { reader in
            #expect(try reader.snapshots().map(\.seq) == [1, 2, 6], "#1 alone shows the first state of a")
            let (second, fourth, sixth) = (try #require(links[2]), try #require(links[4]), try #require(links[6]))
            #expect(try reader.link(second) == .snapshot(2), "nothing before it went")
            #expect(try reader.link(sixth) == .saved(6))
            #expect(try reader.link(fourth) == nil)
            #expect(try reader.chainHead() == receipt.chain)
            #expect(try reader.forgot(4)?.record.removed == [3...5])
            #expect(try reader.forgot(6)?.record == nil)
        }
        try store.store.pool.write { try $0.execute(sql: "DELETE FROM journal") }
        #expect(try store.store.verifyChain().contains { $0.message == "snapshot #3 is missing" })
    }

    @Test("a broken history is not thinned out, and nothing changes")
    func broken() throws {
        let store = try history()
        try store.store.pool.write {
            try $0.execute(sql: "UPDATE test_thing_history SET size = 77 WHERE valid_from = 3")
        }
        let error = #expect(throws: StoreError.self) { _ = try forget(store, ForgetPolicy(last: 1)) }
        #expect(error?.code == .corrupt)
        #expect(try store.reader().read { try $0.snapshots().count } == 6)
    }

    @Test("of a resource that only lived between two kept snapshots one snapshot stays, and says why")
    func passing() throws {
        let store = try TestStore()
        try store.save([things(["a": 1])])
        try store.save([things(["a": 1, "temp": 1])])
        try store.save([things(["a": 1, "temp": 2])])
        for _ in 0..<3 { try store.save([things(["a": 1])]) }
        let plan = try store.reader().read { try $0.forgetPlan(ForgetPolicy(last: 1)) }
        #expect(plan.kept.map(\.snapshot.seq) == [2, 3, 6])
        #expect(plan.kept[0].reasons == ["only one that shows test_thing/temp"])
    }

    @Test("measures go by themselves: unknown then, and never the sample before")
    func measures() throws {
        let store = try TestStore()
        func load(_ value: Int) throws -> TomboRecords.Collection {
            let row = try TestKinds.thing.row(["id": "a", "name": "a", "load": .integer(Int64(value))])
            return .init(source: "src", spec: TestKinds.thing, result: .complete([row]))
        }
        // Five minutes apart: 600 rounds are two days and a bit.
        for step in 0..<600 { try store.save([load(step)]) }
        func values(_ seqs: [Int64]) throws -> [Value] {
            try store.reader().read { reader in
                try seqs.map { seq in
                    try reader.travel(to: try #require(try reader.snapshot(seq: seq)))
                    defer { reader.leaveMoment() }
                    return try reader.rows("SELECT load FROM test_thing").first?[0] ?? .text("no row")
                }
            }
        }
        let days = try store.reader().read { reader in
            Dictionary(grouping: try reader.snapshots()) { $0.finishedAt.milliseconds / 86_400_000 }
                .mapValues { $0.map(\.seq) }
        }
        let first = try #require(days.min { $0.key < $1.key }?.value)
        let plan = try store.reader().read {
            try $0.forgetPlan(.init(), measures: MeasureRetention(daily: 86_400))
        }
        #expect(plan.removed.isEmpty)
        _ = try store.store.forget(plan, by: "ana", at: Instant(milliseconds: 1))
        let last = try #require(first.last)
        #expect(try values([last]) == [.integer(last - 1)])
        #expect(try values([first[5], 600]) == [.null, .integer(599)])
        let within = try store.reader().read {
            try $0.forgetPlan(.init(), measures: MeasureRetention(within: 3600))
        }
        let receipt = try store.store.forget(within, by: "ana", at: Instant(milliseconds: 2))
        #expect(receipt.polls > 200 && receipt.snapshots == 0)
        #expect(try values([last, 500, 600]) == [.null, .null, .integer(599)])
        #expect(try values([599]) == [.integer(598)])
        #expect(try store.store.verifyChain().isEmpty)
    }
}
