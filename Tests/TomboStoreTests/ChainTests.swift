import GRDB
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboStore

@Suite("The chain")
struct ChainTests {
    private func history() throws -> TestStore {
        let store = try TestStore()
        try store.save([things(["a": 1, "b": 2])], label: "first")
        try store.save([things(["a": 1, "b": 3])])
        try store.save([nothing()])
        try store.save([somethings(["a": 4])])
        let part = try TestKinds.part.row(["thing": "t", "slot": "s", "total": 1, "used": 5])
        try store.save([things(["a": 4]), .init(source: "src", spec: TestKinds.part, result: .complete([part]))])
        return store
    }

    @Test("is whole after any history")
    func whole() throws {
        let store = try history()
        #expect(try store.store.verifyChain().isEmpty)
    }

    @Test(
        "finds an edit",
        arguments: [
            ("UPDATE test_thing_history SET size = 7 WHERE size = 3", 2),
            ("UPDATE test_thing_history SET name = 'x' WHERE rowid = 1", 1),
            ("UPDATE resource SET key = 'z' WHERE key = 'a'", 1),
            ("DELETE FROM test_thing_history WHERE size = 3", 2),
            ("UPDATE test_thing_history SET valid_from = 2 WHERE size = 4", 2),
            ("UPDATE snapshot SET finished_at = finished_at + 1 WHERE seq = 4", 4),
            ("UPDATE collection_run SET reason = 'all was well' WHERE outcome = 'failed'", 3),
            ("UPDATE collection_run SET seen = x'7f' WHERE outcome = 'partial'", 4),
            ("UPDATE measure_poll SET samples = x'010101' WHERE seq = 5", 5),
            ("UPDATE cloud SET name = 'other'", 1),
        ])
    func edit(sql: String, seq: Int64) throws {
        let store = try history()
        try store.store.pool.write { db in
            try db.execute(sql: sql)
            #expect(db.changesCount > 0)
        }
        let breaks = try store.store.verifyChain()
        #expect(breaks.first?.seq == seq, "\(sql): \(breaks)")
    }

    @Test("finds a snapshot that was taken out")
    func removed() throws {
        let store = try history()
        try store.store.pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF; DELETE FROM snapshot WHERE seq = 3")
        }
        #expect(try store.store.verifyChain().contains { $0.seq == 3 })
    }

    @Test("does not depend on how the program keeps its columns")
    func columnOrder() throws {
        var digester = RowDigester(spec: TestKinds.thing)
        let row = try TestKinds.thing.row(["id": "a", "name": "n", "size": 3])
        let reordered = RecordSpec(
            kind: "test_thing", summary: "A thing.", key: ["id"], name: "name", brief: [],
            columns: TestKinds.thing.columns.reversed() + [.init("later", .text, .configuration, "Added later.")],
            examples: [])
        var other = RowDigester(spec: reordered)
        let same = try reordered.row(["id": "a", "name": "n", "size": 3])
        #expect(digester.digest(row.values) == other.digest(same.values))
    }
}
