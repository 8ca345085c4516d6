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
        try NewFile.make(file)
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
