import GRDB
public import TomboRecords

/// A SQLite file of plain tables, for tools that know nothing of tombo.
public struct PlainDatabase {
    public struct Column {
        public var name: String
        public var type: ColumnType

        public init(_ name: String, _ type: ColumnType) {
            self.name = name
            self.type = type
        }
    }

    private let path: String
    private let queue: DatabaseQueue

    /// Makes the file, which only its owner may read.
    ///
    /// - Throws: ``StoreError`` `forbidden` for one that is there already or cannot be made.
    public init(new path: String) throws(StoreError) {
        self.path = path
        try NewFile.make(path)
        do { queue = try DatabaseQueue(path: path) } catch { throw StoreError.from(error, path: path) }
    }

    /// Adds a table. Lists and objects are JSON texts, times ISO 8601 in UTC, yes and no 1 and 0.
    public func add(_ table: String, _ columns: [Column], _ rows: [[Value]]) throws(StoreError) {
        let declared = columns.map { "\"\($0.name)\" \(Self.type($0.type))" }.joined(separator: ", ")
        let places = columns.map { _ in "?" }.joined(separator: ", ")
        do {
            try queue.write { db in
                try db.execute(sql: "CREATE TABLE \"\(table)\" (\(declared))")
                let insert = try db.makeStatement(sql: "INSERT INTO \"\(table)\" VALUES (\(places))")
                for row in rows { try insert.execute(arguments: StatementArguments(row.map(\.databaseValue))) }
            }
        } catch {
            throw StoreError.from(error, path: path)
        }
    }

    public func close() throws(StoreError) {
        do { try queue.close() } catch { throw StoreError.from(error, path: path) }
    }

    private static func type(_ type: ColumnType) -> String {
        switch type {
        case .integer, .boolean: "INTEGER"
        case .real: "REAL"
        case .text, .instant, .set, .json: "TEXT"
        }
    }
}
