import GRDB

/// Why the database could not be read or written, and what to do about it.
public struct StoreError: Error, Sendable, CustomStringConvertible {
    /// Raw values are part of the contract and never change.
    public enum Code: String, Sendable, CaseIterable {
        case missing, locked, corrupt, full, forbidden, failed
        /// The file is SQLite but not tombo's, or not SQLite at all.
        case foreign
        /// Written by a later version of tombo.
        case newer
        /// A label that another snapshot has.
        case labelTaken = "label_taken"
        /// The query is wrong or tries to write.
        case badQuery = "bad_query"
        /// What somebody wrote cannot be kept as it is.
        case badText = "bad_text"
    }

    public var code: Code
    public var message: String
    public var remedy: String?

    public init(_ code: Code, _ message: String, remedy: String? = nil) {
        self.code = code
        self.message = message
        self.remedy = remedy
    }

    public var description: String { remedy.map { "\(message)\nHint: \($0)" } ?? message }
}

extension StoreError {
    /// Says in tombo's words what SQLite said about the file at `path`.
    static func from(_ error: any Error, path: String) -> StoreError {
        if let error = error as? StoreError { return error }
        guard let error = error as? DatabaseError else {
            return StoreError(.failed, "The database \(path) could not be used: \(error).")
        }
        let said = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return StoreError(
                .locked, "The database \(path) is locked by another program.",
                remedy: "Wait until the other tombo has finished, then try again.")
        case .SQLITE_FULL:
            return StoreError(
                .full, "No space is left for the database \(path); nothing of this snapshot was saved.",
                remedy: "Free some space; all earlier snapshots are whole.")
        case .SQLITE_NOTADB:
            return StoreError(
                .foreign, "\(path) is not an SQLite database.", remedy: "Name another file with --db.")
        case .SQLITE_CORRUPT:
            return StoreError(
                .corrupt, "The database \(path) is damaged: \(said).",
                remedy: "Restore a backup, or save what can be read with `sqlite3 \(path) .recover`.")
        case .SQLITE_CANTOPEN:
            return StoreError(
                .missing, "The database \(path) cannot be opened.",
                remedy: "Check that its folder exists and that you may read it.")
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
            return StoreError(
                .forbidden, "The database \(path) may not be written by this user.",
                remedy: "Give write access to the file and its folder; even readers need it, for SQLite's -shm file.")
        case .SQLITE_IOERR:
            return StoreError(
                .failed, "The disk failed under the database \(path): \(said).",
                remedy: "Look for errors of the disk in the machine's log, and check the limits on file sizes.")
        default:
            return StoreError(
                .failed, "The database \(path) refused: \(said).",
                remedy: "Report it with this message; all earlier snapshots are whole.")
        }
    }
}
