import Foundation

/// Keeps a second collector off the same file, from before it asks the cloud
/// anything until its snapshot is saved.
///
/// SQLite's own lock covers only the write itself; two collectors would each
/// poll the whole cloud and save the same twice.
public final class WriterLock {
    private let descriptor: Int32
    /// Beside the database; stays there, as removing a lock file is a race.
    public static func path(for database: String) -> String { database + ".lock" }

    /// - Throws: ``StoreError`` `locked` when another collector runs.
    public init(database: String) throws(StoreError) {
        let path = Self.path(for: database)
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StoreError(
                .forbidden, "The lock file \(path) cannot be made.",
                remedy: "Check that the folder of the database exists and that you may write it.")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = (try? String(contentsOfFile: path, encoding: .utf8))?.split(separator: "\n").first ?? "unknown"
            close(descriptor)
            throw StoreError(
                .locked, "Another collector (process \(holder)) is writing \(database).",
                remedy: "Wait until it has finished, or collect into another file with --db.")
        }
        ftruncate(descriptor, 0)
        let line = Array("\(ProcessInfo.processInfo.processIdentifier)\n".utf8)
        _ = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    }

    /// The process that collects into a database now; nil when none does.
    static func holder(of database: String) -> String? {
        let path = path(for: database)
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        // Shared, and given back at once.
        if flock(descriptor, LOCK_SH | LOCK_NB) == 0 { return nil }
        let text = try? String(contentsOfFile: path, encoding: .utf8)
        return text?.split(separator: "\n").first.map(String.init) ?? "unknown"
    }

    deinit { close(descriptor) }
}
