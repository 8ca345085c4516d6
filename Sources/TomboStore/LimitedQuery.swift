import GRDB
import GRDBSQLite
public import TomboRecords

extension Reader {
    /// The rows of a query that may take only so long.
    public struct LimitedRows: Sendable {
        public enum End: Sendable {
            case complete
            /// It was stopped at its deadline.
            case late
            /// There were more rows than wanted.
            case tooMany
        }

        public var columns: [String]
        public var rows: [[Value]]
        public var end: End
    }

    /// A person's query, stopped after `duration` or `most` rows: what it gave until then is kept.
    ///
    /// - Throws: ``StoreError`` `badQuery`, as ``query(_:)`` does.
    public func query(_ sql: String, within duration: Duration, most: Int) throws -> LimitedRows {
        do {
            let statement = try readOnlyStatement(sql)
            var found = LimitedRows(columns: statement.columnNames, rows: [], end: .complete)
            let alarm = Alarm(ContinuousClock.now + duration)
            alarm.set(on: db.sqliteConnection)
            defer { Alarm.clear(db.sqliteConnection) }
            do {
                try RowStepper(statement).forEach(db) { row in
                    if found.rows.count == most { throw Enough() }
                    found.rows.append(row)
                }
            } catch is Enough {
                found.end = .tooMany
            } catch let error as DatabaseError where error.resultCode == .SQLITE_INTERRUPT && alarm.isDue {
                found.end = .late
            }
            return found
        } catch let error as DatabaseError where error.resultCode != .SQLITE_INTERRUPT {
            throw StoreError(
                .badQuery, "SQLite refuses the query: \(error.message ?? "unknown error").",
                remedy: "The views and their columns are in `tombo schema`.")
        }
    }

    private struct Enough: Error {}
}

/// Has SQLite look at the clock every some thousand steps of its machine, which costs next to nothing.
private final class Alarm {
    private static let steps: Int32 = 4096
    let deadline: ContinuousClock.Instant

    init(_ deadline: ContinuousClock.Instant) { self.deadline = deadline }

    var isDue: Bool { ContinuousClock.now >= deadline }

    /// The alarm must outlive the query; ``clear(_:)`` takes it off.
    func set(on connection: OpaquePointer?) {
        sqlite3_progress_handler(
            connection, Self.steps,
            { context in
                guard let context else { return 0 }
                return Unmanaged<Alarm>.fromOpaque(context).takeUnretainedValue().isDue ? 1 : 0
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    static func clear(_ connection: OpaquePointer?) { sqlite3_progress_handler(connection, 0, nil, nil) }
}
