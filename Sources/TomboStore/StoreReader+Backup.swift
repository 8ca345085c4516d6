import Foundation
import GRDB

extension StoreReader {
    /// Copies the whole database into a new file that only its owner may read, while others read and write it.
    ///
    /// Through SQLite's own backup: the copy is of one moment, whatever is
    /// collected meanwhile, and has no journal beside it.
    ///
    /// - Throws: ``StoreError`` `forbidden` for a file that is there already or cannot be made.
    public func backUp(to file: String) throws(StoreError) {
        let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StoreError(
                .forbidden, "\(file) cannot be made: \(String(cString: strerror(errno))).",
                remedy: errno == EEXIST ? "Name a file that is not there yet." : "Name a folder that you may write.")
        }
        Foundation.close(descriptor)
        do {
            let target = try DatabaseQueue(path: file)
            try copy(into: target)
            // A copy in WAL mode would make files beside it as soon as somebody reads it.
            try target.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
            try target.close()
        } catch {
            unlink(file)
            throw StoreError.from(error, path: file)
        }
    }
}
