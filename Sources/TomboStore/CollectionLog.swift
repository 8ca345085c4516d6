import Foundation
import GRDB
import TomboRecords

/// Remembers how every collector ended in every snapshot, as runs of like endings.
enum CollectionLog {
    /// Costs are kept for the last polls only; a monitoring system that reads them keeps them for longer.
    static let costSnapshots: Int64 = 100

    static func entry(
        for collection: TomboRecords.Collection, seen: [UInt8]?, measures: [UInt8]?
    ) -> ChainLink.CollectionEntry {
        var entry = ChainLink.CollectionEntry(
            source: collection.source, kind: collection.spec.kind, outcome: collection.outcome, measures: measures)
        switch collection.result {
        case .complete: break
        case .partial(_, let reason):
            entry.reason = reason
            entry.seen = seen ?? []
        case .failed(let error):
            entry.code = error.code.rawValue
            entry.reason = error.message
        case .skipped(let reason): entry.reason = reason
        }
        return entry
    }

    /// Lengthens the run that the snapshot before ended with, or begins another.
    static func record(
        _ db: Database, _ entry: ChainLink.CollectionEntry, collector: Int64, seq: Int64, cost: CollectionCost?
    ) throws {
        let seen = entry.seen.map { Data($0) }
        // The last run always reaches to the cloud's snapshot before, as every snapshot records every collector.
        // Cached, as every collector of every round runs the same: preparing them cost more than running them.
        let last = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT rowid, outcome = ? AND code IS ? AND reason IS ? AND seen IS ? FROM collection_run
                    WHERE collector_id = ? ORDER BY first_seq DESC LIMIT 1
                    """),
            arguments: [entry.outcome.rawValue, entry.code, entry.reason, seen, collector])
        if let last, last[1] as Bool {
            try db.cachedStatement(sql: "UPDATE collection_run SET last_seq = ? WHERE rowid = ?")
                .execute(arguments: [seq, last[0] as Int64])
        } else {
            try db.execute(
                sql: """
                    INSERT INTO collection_run (collector_id, first_seq, last_seq, outcome, code, reason, seen)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [collector, seq, seq, entry.outcome.rawValue, entry.code, entry.reason, seen])
        }
        guard let cost else { return }
        try db.cachedStatement(
            sql: """
                INSERT INTO collection_cost (seq, collector_id, requests, bytes, duration_ms) VALUES (?, ?, ?, ?, ?)
                """
        ).execute(arguments: [seq, collector, cost.requests, cost.bytes, cost.durationMs])
    }

    static let notAsked = "not asked in this round"

    /// Collectors of the cloud that took no part: older, not missing.
    static func recordSkipped(
        _ db: Database, registry: Registry, asked: Set<Int64>, seq: Int64
    ) throws -> [ChainLink.CollectionEntry] {
        var entries: [ChainLink.CollectionEntry] = []
        for collector in try registry.collectors(db) where !asked.contains(collector.id) {
            let entry = ChainLink.CollectionEntry(
                source: collector.source, kind: collector.kind, outcome: .skipped, reason: notAsked)
            try record(db, entry, collector: collector.id, seq: seq, cost: nil)
            entries.append(entry)
        }
        try db.execute(sql: "DELETE FROM collection_cost WHERE seq <= ?", arguments: [seq - costSnapshots])
        return entries
    }
}
