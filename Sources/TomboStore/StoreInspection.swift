import Foundation
import GRDB
import TomboRecords

/// What can be said of a database file without changing it: no file is made,
/// and no schema brought up to date.
public struct StoreInspection: Sendable {
    /// Of the file, without what waits in its `-wal`.
    public var bytes: Int64
    /// Whether other users of the machine can read it.
    public var isPrivate: Bool
    /// Whether this user may write it, and the files that SQLite makes beside it.
    public var isWritable: Bool
    /// False for a file that the next collection will bring up to date.
    public var isCurrent: Bool
    /// The process that collects into it now.
    public var collector: String?

    /// Looks at the file at `path`.
    ///
    /// - Returns: What it is; nil when there is none.
    /// - Throws: ``StoreError``: `foreign`, `newer`, `corrupt`, `forbidden`.
    public static func of(path: String) throws(StoreError) -> StoreInspection? {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else { return nil }
        let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
        let isCurrent: Bool
        do {
            var configuration = Store.configuration()
            configuration.readonly = true
            isCurrent = try DatabaseQueue(path: path, configuration: configuration).read { db in
                try Store.checkOwner(db, path: path)
                return try Store.migrator.hasCompletedMigrations(db)
            }
        } catch {
            throw StoreError.from(error, path: path)
        }
        return StoreInspection(
            bytes: (attributes[.size] as? NSNumber)?.int64Value ?? 0, isPrivate: mode & 0o077 == 0,
            isWritable: canWrite(path) && canMake(path), isCurrent: isCurrent,
            collector: WriterLock.holder(of: path))
    }

    /// Whether this user may make a file at `path`, its folder included.
    public static func canMake(_ path: String) -> Bool {
        var folder = (path as NSString).deletingLastPathComponent
        if folder.isEmpty { return canWrite(".") }
        while !FileManager.default.fileExists(atPath: folder), folder.count > 1 {
            folder = (folder as NSString).deletingLastPathComponent
            if folder.isEmpty { folder = "." }
        }
        return canWrite(folder)
    }

    private static func canWrite(_ path: String) -> Bool { access(path, W_OK) == 0 }
}
