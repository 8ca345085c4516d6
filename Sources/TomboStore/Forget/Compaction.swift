import Foundation
import GRDB
import TomboRecords

extension Store {
    /// Writes the file anew without its holes.
    ///
    /// - Returns: The bytes of the file and its log, before and after.
    /// - Throws: ``StoreError`` `full` when the disk has no room for the copy, `locked` when somebody writes or reads.
    public func compact() throws(StoreError) -> (before: Int64, after: Int64) {
        let before = size()
        let folder = PathText.folder(of: path)
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder.isEmpty ? "." : folder)
        // VACUUM holds the new file and the log of what it writes back.
        if let free = (attributes?[.systemFreeSize] as? NSNumber)?.int64Value, free < 2 * before {
            throw StoreError(
                .full, "Compacting \(path) needs \(2 * before) bytes of room meanwhile, and \(free) are free.",
                remedy: "Free some space, or copy the database to a larger disk with `tombo backup`.")
        }
        do {
            try pool.barrierWriteWithoutTransaction { db in
                // The copy in memory: the folder of temporary files may be smaller than the database.
                try db.execute(sql: "PRAGMA temp_store = MEMORY")
                // Whatever becomes of it: saves need the default (see `Store.configuration`).
                defer { try? db.execute(sql: "PRAGMA temp_store = DEFAULT") }
                try db.execute(sql: "VACUUM; PRAGMA optimize")
                try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            }
        } catch {
            throw StoreError.from(error, path: path)
        }
        return (before, size())
    }

    private func size() -> Int64 {
        [path, path + "-wal"].reduce(0) { sum, file in
            let attributes = try? FileManager.default.attributesOfItem(atPath: file)
            return sum + ((attributes?[.size] as? NSNumber)?.int64Value ?? 0)
        }
    }
}
