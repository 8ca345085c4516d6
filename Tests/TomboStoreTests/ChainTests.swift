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
            ("UPDATE snapshot SET changes = changes + 1 WHERE seq = 4", 4),
            ("UPDATE snapshot SET resources = 0 WHERE seq = 3", 3),
            ("UPDATE collection_run SET reason = 'all was well' WHERE outcome = 'failed'", 3),
            ("UPDATE collection_run SET seen = x'7f' WHERE outcome = 'partial'", 4),
            ("UPDATE measure_poll SET samples = x'010101' WHERE seq = 5", 5),
            ("UPDATE measure_poll SET seq = 3, keyframe_seq = 3 WHERE seq = 5", 3),
            (
                """
                INSERT INTO collection_run SELECT collector_id, 2, 2, 'skipped', NULL, 'not asked', NULL
                FROM collection_run WHERE first_seq = 1
                """, 2
            ),
            ("UPDATE collection_run SET first_seq = 2 WHERE first_seq = 1", 1),
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

    @Test("finds every edit of one stored value, whatever its type", arguments: 0..<8)
    func everyByte(seed: Int) throws {
        var random = Seed(UInt64(seed) + 77_000)
        let store = try TestStore()
        for step in 0..<6 { try store.save(try RandomRounds.collections(step: step, using: &random)) }
        var edits = 0
        for spec in TestKinds.all {
            for index in spec.storedIndices {
                let column = spec.columns[index].name
                let rows = try store.store.pool.read { db in
                    try Row.fetchAll(
                        db, sql: "SELECT rowid, \"\(column)\", typeof(\"\(column)\") FROM \(spec.historyTable)")
                }
                for row in rows.shuffled(using: &random).prefix(3) {
                    let (rowid, type): (Int64, String) = (row[0], row[2])
                    let edited: String =
                        switch type {
                        case "integer": column == "enabled" ? "1 - \"\(column)\"" : "\"\(column)\" + 1"
                        case "real": "\"\(column)\" + 0.5"
                        case "text": "replace(replace(\"\(column)\", 'p', 's'), substr(\"\(column)\", 2, 1), 'z')"
                        default: column == "tags" || column == "extra" ? "'[]'" : "1"
                        }
                    let sql = "UPDATE \(spec.historyTable) SET \"\(column)\" = \(edited) WHERE rowid = \(rowid)"
                    try store.store.pool.writeWithoutTransaction { db in
                        try db.inTransaction {
                            // What the schema itself refuses needs no proof.
                            guard (try? db.execute(sql: sql)) != nil else { return .rollback }
                            let now = try DatabaseValue.fetchOne(
                                db, sql: "SELECT \"\(column)\" FROM \(spec.historyTable) WHERE rowid = \(rowid)")
                            if now == (row[1] as DatabaseValue) { return .rollback }
                            edits += 1
                            let breaks = try ChainVerifier(db, specs: TestKinds.all).verify()
                            #expect(!breaks.isEmpty, "\(spec.kind).\(column) of \(row) as \(now ?? .null)")
                            return .rollback
                        }
                    }
                }
            }
        }
        #expect(edits > 15, "\(edits)")
        #expect(try store.store.verifyChain().isEmpty)
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
