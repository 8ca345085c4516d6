import Foundation
import GRDB
import GRDBSQLite
import TomboRecords

/// Steps a prepared statement and hands out its rows.
///
/// Reads the columns through SQLite's own calls: a listing of 100,000 rows is
/// then as quick as its statement, where row objects would cost several times
/// that.
struct RowStepper {
    private let statement: Statement

    init(_ statement: Statement) { self.statement = statement }

    /// Every row as values, which are the caller's to change and to keep.
    func forEach(_ db: Database, _ body: (inout [Value]) throws -> Void) throws {
        let count = Int(sqlite3_column_count(statement.sqliteStatement))
        try forEachRow(db) { row in
            var values = [Value](unsafeUninitializedCapacity: count) { values, filled in
                for column in 0..<count { values.initializeElement(at: column, to: row.value(Int32(column))) }
                filled = count
            }
            try body(&values)
        }
    }

    /// Every row in SQLite's own memory: only good until `body` returns.
    func forEachRow(_ db: Database, _ body: (StoredRow) throws -> Void) throws {
        let handle = statement.sqliteStatement
        defer { sqlite3_reset(handle) }
        while true {
            switch sqlite3_step(handle) {
            case SQLITE_ROW: try body(StoredRow(handle: handle))
            case SQLITE_DONE: return
            case let code: throw DatabaseError(code, of: db, sql: statement.sql)
            }
        }
    }
}

/// The row on which a statement stands.
struct StoredRow {
    fileprivate let handle: OpaquePointer
    /// Where its columns begin among the statement's.
    fileprivate var start: Int32 = 0

    /// The row without the columns before one.
    func from(_ column: Int32) -> StoredRow { StoredRow(handle: handle, start: start + column) }

    private func type(_ column: Int32) -> Int32 { sqlite3_column_type(handle, start + column) }

    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, start + column) }

    private func real(_ column: Int32) -> Double { sqlite3_column_double(handle, start + column) }

    func text(_ column: Int32) -> String {
        guard let bytes = sqlite3_column_text(handle, start + column) else { return "" }
        let length = Int(sqlite3_column_bytes(handle, start + column))
        return String(decoding: UnsafeBufferPointer(start: bytes, count: length), as: UTF8.self)
    }

    func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
        let first = sqlite3_column_blob(handle, start + column)
        return UnsafeRawBufferPointer(start: first, count: Int(sqlite3_column_bytes(handle, start + column)))
    }

    /// Whether a column holds the same in another row, without making values of them.
    func holdsSame(_ column: Int32, as other: StoredRow) -> Bool {
        let type = self.type(column)
        guard type == other.type(column) else { return false }
        switch type {
        case SQLITE_NULL: return true
        case SQLITE_INTEGER: return integer(column) == other.integer(column)
        case SQLITE_FLOAT: return real(column) == other.real(column)
        default:
            let (a, b) = (bytes(column), other.bytes(column))
            guard a.count == b.count, let first = a.baseAddress, let second = b.baseAddress else {
                return a.count == b.count
            }
            return memcmp(first, second, a.count) == 0
        }
    }

    func isNull(_ column: Int32) -> Bool { type(column) == SQLITE_NULL }

    func value(_ column: Int32) -> Value {
        switch self.type(column) {
        case SQLITE_INTEGER: .integer(integer(column))
        case SQLITE_FLOAT: .real(real(column))
        case SQLITE_TEXT: .text(text(column))
        case SQLITE_BLOB: .text(hexadecimal(bytes(column)))
        default: .null
        }
    }

    /// What the column means: SQLite knows no booleans, lists or objects.
    func value(_ column: Int32, as type: ColumnType, _ keys: inout JSONKeys) -> Value {
        switch type {
        case .set, .json:
            guard self.type(column) == SQLITE_TEXT else { return value(column) }
            // Read where it lies, as a text of its own would be copied only for that.
            let value = Value(json: bytes(column).assumingMemoryBound(to: UInt8.self), &keys)
            return value ?? .text(text(column))
        case .boolean:
            return self.type(column) == SQLITE_INTEGER ? .bool(integer(column) != 0) : value(column)
        case .text, .integer, .real, .instant: return value(column)
        }
    }
}

extension DatabaseError {
    /// What SQLite says of the call that just failed with `code`.
    init(_ code: Int32, of db: Database, sql: String) {
        self.init(
            resultCode: ResultCode(rawValue: code),
            message: db.sqliteConnection.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) }, sql: sql)
    }
}
