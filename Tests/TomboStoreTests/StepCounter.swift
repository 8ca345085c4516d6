import GRDB
import GRDBSQLite

/// Counts the steps of SQLite's machine, in hundreds: what a query costs, on whatever computer.
final class StepCounter {
    private let connection: OpaquePointer?
    private var steps = 0

    init(_ db: Database) {
        connection = db.sqliteConnection
        sqlite3_progress_handler(
            connection, 100,
            { context in
                guard let context else { return 0 }
                Unmanaged<StepCounter>.fromOpaque(context).takeUnretainedValue().steps += 100
                return 0
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    /// Stops counting.
    func end() -> Int {
        sqlite3_progress_handler(connection, 0, nil, nil)
        return steps
    }
}
