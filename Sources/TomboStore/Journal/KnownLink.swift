import Foundation
import GRDB
public import TomboRecords

/// What a hash that was printed once stands for.
public enum KnownLink: Sendable, Hashable {
    /// The link of a snapshot, as it is.
    case snapshot(Int64)
    /// The link that a snapshot had when it was saved; what came before it was thinned out since.
    case saved(Int64)
    /// An entry of the journal, and the snapshot that was the newest then.
    case entry(Int64, after: Int64)
    /// The end of history before a forget, at this moment.
    case beforeForget(Instant)
}

extension Reader {
    /// What the beginning of a hash, in lower case, stands for; nil for no part of this history.
    public func link(_ prefix: String) throws -> KnownLink? {
        var saved: Int64?
        for row in try Row.fetchAll(db, sql: "SELECT seq, chain, saved_chain FROM snapshot ORDER BY seq") {
            if hexadecimal(row[1] as Data).hasPrefix(prefix) { return .snapshot(row[0]) }
            if let link = row[2] as Data?, hexadecimal(link).hasPrefix(prefix) { saved = row[0] }
        }
        for entry in try Journal.entries(db) where entry.chain.hasPrefix(prefix) {
            return .entry(entry.id, after: entry.after)
        }
        if let saved { return .saved(saved) }
        for entry in try Journal.entries(db) {
            if entry.savedChain?.hasPrefix(prefix) == true { return .entry(entry.id, after: entry.after) }
            if entry.action == .forget, ForgetRecord(json: entry.body)?.head.hasPrefix(prefix) == true {
                return .beforeForget(entry.at)
            }
        }
        return nil
    }
}
