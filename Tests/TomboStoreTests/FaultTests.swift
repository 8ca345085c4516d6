import GRDB
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboStore

@Suite("A fault while a snapshot is saved")
struct FaultTests {
    private func listing(_ count: Int, size: Int) throws -> TomboRecords.Collection {
        try things(Dictionary(uniqueKeysWithValues: (0..<count).map { ("thing-\($0)", size) }))
    }

    @Test("of a full disk, at any page, leaves the last snapshot whole, and the next one is saved")
    func full() throws {
        let store = try TestStore()
        try store.save([listing(40, size: 1)])
        let pages = try store.store.pool.read { try Int.fetchOne($0, sql: "PRAGMA page_count") ?? 0 }
        var failures = 0
        // Room for one page more each time, until a round gets through: SQLite's own way of testing.
        for extra in 0..<400 {
            try store.store.pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA max_page_count = \(pages + extra)")
            }
            do {
                try store.save([listing(400, size: 2)])
                break
            } catch {
                #expect((error as? StoreError)?.code == .full)
                failures += 1
                let rows = try store.reader().read {
                    try $0.rows("SELECT count(*), min(size), max(size) FROM test_thing")
                }
                #expect(rows == [[40, 1, 1]])
            }
        }
        #expect(failures > 3, "the disk was never full")
        #expect(try store.reader().read { try $0.rows("SELECT count(*), min(size) FROM test_thing") } == [[400, 2]])
        let check = try store.store.pool.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") }
        #expect(check == "ok")
        #expect(try store.store.verifyChain().isEmpty)
    }

    @Test("of one kind that breaks the schema costs the others nothing, and ends nothing of its own")
    func refused() throws {
        let store = try TestStore()
        func part(_ total: Value) throws -> TomboRecords.Collection {
            let row = try TestKinds.part.row(["thing": "a", "slot": "1", "total": total, "used": 3])
            return Collection(source: "src", spec: TestKinds.part, result: .complete([row]))
        }
        try store.save([things(["a": 1]), part(4)])
        // A text where the column is STRICT about integers: nothing that decodes well, so no decoder stops it.
        let receipt = try store.save([part("many"), things(["a": 2])])
        #expect(receipt.refusals.map(\.kind) == ["test_part"])
        #expect(receipt.refusals.first?.reason.contains("test_part cannot be stored as it came") == true)
        #expect(receipt.changes == 1)
        let (sizes, totals, ended) = try store.reader().read { reader in
            (
                try reader.rows("SELECT size FROM test_thing"), try reader.rows("SELECT total, used FROM test_part"),
                try reader.rows("SELECT kind, outcome, code FROM collection WHERE seq = 2 ORDER BY kind")
            )
        }
        #expect(sizes == [[2]] && totals == [[4, 3]])
        #expect(ended == [["test_part", "failed", "malformed_answer"], ["test_thing", "complete", nil]])
        #expect(try store.store.verifyChain().isEmpty)
    }
}
