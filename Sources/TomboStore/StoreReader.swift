import Foundation
import GRDB
public import TomboRecords

/// Read-only access to the file: cannot write whatever it is asked.
public struct StoreReader: Sendable {
    public let path: String
    public let specs: [RecordSpec]
    private let queue: DatabaseQueue

    /// Opens the file; an older schema is brought up to date first, where
    /// this user may and unless `migrates` says no.
    ///
    /// Throws ``StoreError``: `missing`, `foreign`, `newer`.
    public init(path: String, specs: [RecordSpec], migrates: Bool = true) throws(StoreError) {
        self.path = path
        self.specs = specs
        guard FileManager.default.fileExists(atPath: path) else {
            throw StoreError(
                .missing, "There is no database \(path).",
                remedy: "Run `tombo collect` to make it, or name another file with --db.")
        }
        do {
            queue = try Self.open(path)
            let isCurrent = try queue.read { db in
                try Store.checkOwner(db, path: path)
                return try Store.migrator.hasCompletedMigrations(db)
            }
            if !isCurrent, migrates { try Store(path: path, specs: specs).close() }
        } catch {
            throw StoreError.from(error, path: path)
        }
    }

    private static func open(_ path: String) throws -> DatabaseQueue {
        var configuration = Store.configuration()
        configuration.readonly = true
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// SQLite's backup, page by page, into an empty database.
    func copy(into target: DatabaseQueue) throws { try queue.backup(to: target) }

    /// Ends the statement that runs on this connection, if one does; it throws.
    public func interrupt() { queue.interrupt() }

    /// Gives one answer: everything `body` reads is of one moment, whatever
    /// is written meanwhile.
    public func read<Output>(_ body: (Reader) throws -> Output) throws -> Output {
        do {
            return try queue.read { db in
                let reader = Reader(db: db, specs: specs)
                defer { reader.leaveMoment() }
                return try body(reader)
            }
        } catch let error as DatabaseError {
            throw StoreError.from(error, path: path)
        }
    }
}

/// A read transaction: the only way in which questions reach the data.
public final class Reader {
    let db: Database
    public let specs: [RecordSpec]
    var shadowed: Int64?
    /// Which versions the views show: a condition on `h`, the history table.
    var alive = Reader.now

    init(db: Database, specs: [RecordSpec]) {
        self.db = db
        self.specs = specs
    }

    public func spec(_ kind: String) -> RecordSpec? { specs.first { $0.kind == kind } }

    /// Rows of a query of our own; values are bound, never spliced.
    public func rows(_ sql: String, _ arguments: [Value] = []) throws -> [[Value]] {
        var rows: [[Value]] = []
        // Kept prepared: nobody asks anything else while it is read, and a timeline asks the same for each change.
        let statement = try db.cachedStatement(sql: sql)
        try statement.setArguments(StatementArguments(arguments.map(\.databaseValue)))
        try RowStepper(statement).forEach(db) { rows.append($0) }
        return rows
    }

    /// Every row of a query of our own; it is the caller's to change and to keep.
    public func forEachRow(
        _ sql: String, _ arguments: [Value] = [], _ body: (inout [Value]) throws -> Void
    ) throws {
        try stepper(sql, arguments).forEach(db, body)
    }

    /// Every row in SQLite's own memory: only good until `body` returns.
    func forEachStoredRow(_ sql: String, _ arguments: [Value], _ body: (StoredRow) throws -> Void) throws {
        try stepper(sql, arguments).forEachRow(db, body)
    }

    private func stepper(_ sql: String, _ arguments: [Value]) throws -> RowStepper {
        let statement = try db.makeStatement(sql: sql)
        try statement.setArguments(StatementArguments(arguments.map(\.databaseValue)))
        return RowStepper(statement)
    }

    /// What an array of values takes beside them.
    private static let rowBytes = 48

    /// A person's statement, refused where it would write.
    func readOnlyStatement(_ sql: String) throws -> Statement {
        let statement = try db.makeStatement(sql: sql)
        guard statement.isReadonly else {
            throw StoreError(
                .badQuery, "The query would write, and tombo's history is read-only.",
                remedy: "Use SELECT; the views and their columns are in `tombo schema`.")
        }
        return statement
    }

    /// A person's query: one statement that reads, with the names of its columns.
    ///
    /// With `mostBytes` it ends where its rows take more memory than that, about. Throws ``StoreError`` `badQuery`.
    public func query(_ sql: String, mostBytes: Int? = nil) throws -> (columns: [String], rows: [[Value]]) {
        do {
            let statement = try readOnlyStatement(sql)
            var rows: [[Value]] = []
            var bytes = 0
            try RowStepper(statement).forEach(db) { row in
                rows.append(row)
                guard let mostBytes else { return }
                bytes += row.reduce(Self.rowBytes) { $0 + $1.memoryBytes }
                if bytes > mostBytes {
                    throw StoreError(
                        .badQuery, "The rows of the query are more than \(mostBytes >> 20) MiB.",
                        remedy: "Ask for fewer with WHERE or LIMIT, or for sums.")
                }
            }
            return (statement.columnNames, rows)
        } catch let error as DatabaseError where error.resultCode != .SQLITE_INTERRUPT {
            throw StoreError(
                .badQuery, "SQLite refuses the query: \(error.message ?? "unknown error").",
                remedy: "The views and their columns are in `tombo schema`.")
        }
    }
}

extension Value {
    /// What it takes in memory, about.
    fileprivate var memoryBytes: Int {
        guard case .text(let text) = self else { return MemoryLayout<Value>.stride }
        return MemoryLayout<Value>.stride + text.utf8.count
    }
}
