import Foundation
import GRDB
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboStore

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
