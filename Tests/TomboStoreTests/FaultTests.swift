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
}
