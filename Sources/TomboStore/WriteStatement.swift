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
    private let texts = BoundTexts()

    init(_ db: Database, _ sql: String) throws {
        self.db = db
        statement = try db.cachedStatement(sql: sql)
        handle = statement.sqliteStatement
    }

    /// Binds the parameter with that number, from 1 on.
    func bind(_ integer: Int64, at number: Int32) throws { try check(sqlite3_bind_int64(handle, number, integer)) }

    func bind(_ text: String, at number: Int32) throws {
        var text = text
        try text.withUTF8 { try bind(UnsafeRawBufferPointer($0), at: number) }
    }

    /// A text of UTF-8, kept here until it is written: SQLite would get
    /// memory of its own for each, thirty times a row.
    private func bind(_ text: UnsafeRawBufferPointer, at number: Int32) throws {
        // Nothing has no address, and SQLite would take that for NULL.
        guard !text.isEmpty else { return try check(sqlite3_bind_text(handle, number, "", 0, nil)) }
        let kept = texts.keep(text)
        let bytes = (kept ?? text).assumingMemoryBound(to: CChar.self)
        try check(
            sqlite3_bind_text64(
                handle, number, bytes.baseAddress, UInt64(bytes.count), kept == nil ? Self.copied : nil,
                UInt8(SQLITE_UTF8)))
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
        case .list, .object: try texts.withJSON(value) { try bind($0, at: number) }
        }
    }

    /// Runs it with what is bound.
    ///
    /// - Returns: how many rows it wrote.
    @discardableResult
    func run() throws -> Int {
        defer {
            sqlite3_reset(handle)
            // What is bound goes with the texts that it points to.
            sqlite3_clear_bindings(handle)
            texts.forget()
        }
        let code = sqlite3_step(handle)
        guard code == SQLITE_DONE else { throw error(code) }
        return db.changesCount
    }

    private func check(_ code: Int32) throws { if code != SQLITE_OK { throw error(code) } }

    private func error(_ code: Int32) -> DatabaseError { DatabaseError(code, of: db, sql: statement.sql) }

    /// Tells SQLite to copy what is bound before the call returns.
    private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
}

/// The texts of the row that is being written.
private final class BoundTexts {
    private let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 16 << 10, alignment: 1)
    private var count = 0
    private var json: [UInt8] = []

    deinit { memory.deallocate() }

    /// A copy that stays until ``forget()``; nil when there is no more room.
    func keep(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        guard count + text.count <= memory.count else { return nil }
        let place = UnsafeMutableRawBufferPointer(rebasing: memory[count..<count + text.count])
        place.copyMemory(from: text)
        count += text.count
        return UnsafeRawBufferPointer(place)
    }

    func withJSON(_ value: Value, _ body: (UnsafeRawBufferPointer) throws -> Void) rethrows {
        json.removeAll(keepingCapacity: true)
        value.appendJSON(to: &json)
        try json.withUnsafeBytes(body)
    }

    func forget() { count = 0 }
}
