import GRDB
import GRDBSQLite
import TomboRecords

/// Steps a prepared statement and hands out its rows as values.
///
/// Reads the columns through SQLite's own calls: a listing of 100,000 rows is
/// then as quick as its statement, where row objects would cost several times
/// that.
struct RowStepper {
    private let statement: Statement

    init(_ statement: Statement) { self.statement = statement }

    func forEach(_ db: Database, _ body: ([Value]) throws -> Void) throws {
        let handle = statement.sqliteStatement
        let count = sqlite3_column_count(handle)
        defer { sqlite3_reset(handle) }
        while true {
            switch sqlite3_step(handle) {
            case SQLITE_ROW:
                var row: [Value] = []
                row.reserveCapacity(Int(count))
                for column in 0..<count { row.append(Self.value(handle, column)) }
                try body(row)
            case SQLITE_DONE: return
            case let code:
                throw DatabaseError(
                    resultCode: ResultCode(rawValue: code),
                    message: db.sqliteConnection.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) },
                    sql: statement.sql)
            }
        }
    }

    private static func value(_ handle: OpaquePointer, _ column: Int32) -> Value {
        switch sqlite3_column_type(handle, column) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(handle, column))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(handle, column))
        case SQLITE_TEXT:
            guard let bytes = sqlite3_column_text(handle, column) else { return .null }
            let length = Int(sqlite3_column_bytes(handle, column))
            return .text(String(decoding: UnsafeBufferPointer(start: bytes, count: length), as: UTF8.self))
        case SQLITE_BLOB:
            guard let bytes = sqlite3_column_blob(handle, column) else { return .text("") }
            return .text(
                hexadecimal(UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(handle, column)))))
        default: return .null
        }
    }
}
