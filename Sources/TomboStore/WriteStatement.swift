import GRDB
import GRDBSQLite
import TomboRecords

/// A prepared statement that is run for one row after another.
///
/// Its values are bound through SQLite's own calls: arguments as objects, and
/// looking the statement up by its text for each row, cost more than the write.
struct WriteStatement {
    private let db: Database
    private let statement: Statement
    private let handle: OpaquePointer

    init(_ db: Database, _ sql: String) throws {
        self.db = db
        statement = try db.cachedStatement(sql: sql)
        handle = statement.sqliteStatement
    }

    /// Binds the parameter with that number, from 1 on.
    func bind(_ integer: Int64, at number: Int32) throws { try check(sqlite3_bind_int64(handle, number, integer)) }

    func bind(_ text: String, at number: Int32) throws {
        var text = text
        try text.withUTF8 { bytes in
            try bytes.withMemoryRebound(to: CChar.self) {
                // Nothing has no address, and SQLite would take that for NULL.
                try check(
                    $0.isEmpty
                        ? sqlite3_bind_text(handle, number, "", 0, Self.copied)
                        : sqlite3_bind_text64(
                            handle, number, $0.baseAddress, UInt64($0.count), Self.copied, UInt8(SQLITE_UTF8)))
            }
        }
    }

    func bind(_ digest: RowDigest, at number: Int32) throws {
        try withUnsafeBytes(of: (digest.high.bigEndian, digest.low.bigEndian)) {
            try check(sqlite3_bind_blob(handle, number, $0.baseAddress, Int32($0.count), Self.copied))
        }
    }

    /// As SQLite stores it: booleans as 0 and 1, lists and objects as JSON text.
    func bind(_ value: Value, at number: Int32) throws {
        switch value {
        case .null: try check(sqlite3_bind_null(handle, number))
        case .bool(let bool): try bind(Int64(bool ? 1 : 0), at: number)
        case .integer(let integer): try bind(integer, at: number)
        case .real(let real): try check(sqlite3_bind_double(handle, number, real))
        case .text(let text): try bind(text, at: number)
        case .list, .object: try bind(value.json, at: number)
        }
    }

    /// Runs it with what is bound.
    ///
    /// - Returns: how many rows it wrote.
    @discardableResult
    func run() throws -> Int {
        defer { sqlite3_reset(handle) }
        let code = sqlite3_step(handle)
        guard code == SQLITE_DONE else { throw error(code) }
        return db.changesCount
    }

    private func check(_ code: Int32) throws { if code != SQLITE_OK { throw error(code) } }

    private func error(_ code: Int32) -> DatabaseError { DatabaseError(code, of: db, sql: statement.sql) }

    /// Tells SQLite to copy what is bound before the call returns.
    private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
}
