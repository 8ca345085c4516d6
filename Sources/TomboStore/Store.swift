import Foundation
import GRDB
import TomboMigrations
public import TomboRecords

/// The temporal store: one SQLite file that remembers every snapshot.
///
/// One program writes at a time, readers never block: the file is in WAL mode.
/// The guarantees are in the schema (`Migrations/sql`), not here.
public struct Store: Sendable {
    public let path: String
    let specs: [String: RecordSpec]
    let pool: DatabasePool

    /// `tomb` in ASCII: SQLite's `application_id` of a file that is ours.
    static let applicationID: Int32 = 0x746F_6D62

    /// Opens the file for writing; makes it and brings its schema up to date
    /// when that is needed.
    ///
    /// `specs` are the kinds that may be written or read. Throws
    /// ``StoreError``: `foreign` when the file is not tombo's, `newer` when a
    /// later tombo wrote it.
    public init(path: String, specs: [RecordSpec]) throws(StoreError) {
        self.path = path
        self.specs = Dictionary(uniqueKeysWithValues: specs.map { ($0.kind, $0) })
        do {
            let isNew = !FileManager.default.fileExists(atPath: path)
            if isNew { try Self.makePrivate(path) }
            pool = try DatabasePool(path: path, configuration: Self.configuration(writes: true))
            try pool.write { try Self.checkOwner($0, path: path) }
            try Self.migrator.migrate(pool)
        } catch {
            throw StoreError.from(error, path: path)
        }
    }

    /// Of a connection; `writes` puts what statements can take back into temporary files.
    ///
    /// In memory SQLite would go through all of it at the end of each statement, which took minutes for a listing of
    /// which everything had changed.
    static func configuration(writes: Bool = false) -> Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.label = "tombo"
        configuration.prepareDatabase { db in
            // A snapshot that was reported saved survives a power cut, at 0.3 ms a poll.
            try db.execute(sql: "PRAGMA synchronous = FULL; PRAGMA cache_size = -65536")
            if !writes { try db.execute(sql: "PRAGMA temp_store = MEMORY") }
        }
        return configuration
    }

    /// The database holds addresses and names of a whole cloud: its owner's alone.
    private static func makePrivate(_ path: String) throws {
        let folder = PathText.folder(of: path)
        if !folder.isEmpty {
            try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }
        guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        else {
            throw StoreError(
                .missing, "The database \(path) cannot be made.",
                remedy: "Check that its folder exists and that you may write it, or name another file with --db.")
        }
    }

    static func checkOwner(_ db: Database, path: String) throws {
        let id = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        if id == 0, try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0 {
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        } else if id != applicationID {
            throw StoreError(
                .foreign, "\(path) is an SQLite database, but not one of tombo's.",
                remedy: "Name another file with --db.")
        }
        if try migrator.hasBeenSuperseded(db) {
            throw StoreError(
                .newer, "\(path) was written by a later version of tombo.",
                remedy: "Upgrade tombo, or name another file with --db.")
        }
    }

    static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        for migration in Migrations.all {
            migrator.registerMigration(migration.name) { try $0.execute(sql: migration.sql) }
        }
        return migrator
    }()

    /// Closes the file; waits for readers to finish.
    public func close() throws(StoreError) {
        do { try pool.close() } catch { throw StoreError.from(error, path: path) }
    }
}
