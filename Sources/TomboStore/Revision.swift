import Crypto
import Foundation
import GRDB

extension Reader {
    /// A short text that is another one after everything that changes an answer.
    ///
    /// The chain covers snapshots, notes and what was forgotten; names of
    /// snapshots are not part of it, and are added here.
    public func revision() throws -> String {
        var hash = SHA256()
        hash.update(data: Data((try chainHead() ?? "empty").utf8))
        for row in try Row.fetchAll(db, sql: "SELECT seq, name FROM label ORDER BY seq") {
            hash.update(data: Data("\n\(row[0] as Int64) \(row[1] as String)".utf8))
        }
        return hexadecimal(Data(hash.finalize().prefix(12)))
    }
}
