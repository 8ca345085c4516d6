import Foundation
import GRDB
import Testing
import TomboMigrations
import TomboRecords
import TomboTestKit

@testable import TomboStore

@Suite("Opening a database")
struct OpeningTests {
    private func code(_ body: () throws -> Void) -> StoreError.Code? {
        do {
            try body()
            return nil
        } catch {
            return (error as? StoreError)?.code
        }
    }

    @Test("makes the file and its folder, for its owner alone")
    func makes() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("deep/tombo.db")
        try Store(path: path, specs: TestKinds.all).close()
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test("refuses one that a later tombo wrote, for reading and for writing")
    func newer() throws {
        let store = try TestStore()
        try store.store.pool.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('9999_future')") }
        try store.store.close()
        #expect(code { _ = try Store(path: store.path, specs: TestKinds.all) } == .newer)
        #expect(code { _ = try StoreReader(path: store.path, specs: TestKinds.all) } == .newer)
    }

    @Test("refuses a file that is no database, or another program's")
    func foreign() throws {
        let folder = try TemporaryFolder()
        let text = folder.file("text.db")
        try Data(repeating: 0x41, count: 4096).write(to: URL(fileURLWithPath: text))
        #expect(code { _ = try Store(path: text, specs: TestKinds.all) } == .foreign)
        #expect(code { _ = try StoreReader(path: text, specs: TestKinds.all) } == .foreign)

        let other = folder.file("other.db")
        try DatabaseQueue(path: other).write { try $0.execute(sql: "CREATE TABLE notes (text)") }
        #expect(code { _ = try Store(path: other, specs: TestKinds.all) } == .foreign)
        let tables = try DatabaseQueue(path: other).read {
            try String.fetchAll($0, sql: "SELECT name FROM sqlite_master")
        }
        #expect(tables == ["notes"], "a foreign database is left as it was")
    }

    @Test("for reading never makes a file")
    func missing() throws {
        let folder = try TemporaryFolder()
        #expect(code { _ = try StoreReader(path: folder.file("no.db"), specs: TestKinds.all) } == .missing)
        #expect(!FileManager.default.fileExists(atPath: folder.file("no.db")))
    }

    @Test("brings an older schema up to date, even for a reader")
    func older() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("old.db")
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: "PRAGMA application_id = \(Store.applicationID)") }
        var first = DatabaseMigrator()
        let core = try #require(Migrations.all.first)
        first.registerMigration(core.name) { try $0.execute(sql: core.sql) }
        try first.migrate(queue)
        try queue.close()
        let reader = try StoreReader(path: path, specs: TestKinds.all)
        #expect(try reader.read { try $0.rows("SELECT count(*) FROM nova_server") } == [[0]])
    }

    @Test("for writing is refused to a second collector while the first one works")
    func lock() throws {
        let store = try TestStore()
        let first = try WriterLock(database: store.path)
        #expect(code { _ = try WriterLock(database: store.path) } == .locked)
        withExtendedLifetime(first) {}
    }

    @Test("never blocks a reader while a snapshot is written")
    func readers() throws {
        let store = try TestStore()
        try store.save([things(["a": 1])])
        try store.store.pool.writeWithoutTransaction { db in
            try db.inTransaction(.immediate) {
                try db.execute(sql: "UPDATE test_thing_history SET size = 99")
                let size = try store.reader().read { try $0.rows("SELECT size FROM test_thing") }
                #expect(size == [[1]])
                return .rollback
            }
        }
    }

    @Test("by a reader cannot write, whatever it is asked")
    func readOnly() throws {
        let store = try TestStore()
        try store.save([things(["a": 1])])
        let reader = try store.reader()
        for sql in [
            "DELETE FROM snapshot", "UPDATE test_thing_history SET size = 2", "DROP VIEW test_thing",
            "SELECT 1; DELETE FROM snapshot", "VACUUM", "PRAGMA user_version = 7",
        ] {
            #expect(throws: (any Error).self, "\(sql)") { try reader.read { try $0.query(sql) } }
        }
        #expect(try reader.read { try $0.rows("SELECT count(*) FROM snapshot") } == [[1]])
    }
}
