import Foundation
import GRDB
import TomboRecords

/// How every collector ended and what it measured, snapshot after snapshot.
///
/// One pass over the runs and one over the measures: asking for each snapshot
/// made most of what proving a long history took.
final class CollectionEntries {
    private struct Run {
        var cloud: Int64
        var collector: Int64
        var first: Int64
        var last: Int64
        var entry: ChainLink.CollectionEntry
    }

    /// By their beginnings, the latest first.
    private var runs: [Run]
    /// Those that reach to the snapshot that was asked for last. An edit can make two of one collector.
    private var open: [Run] = []
    private var measures: MeasureHashes

    init(_ db: Database) throws {
        runs = try Row.fetchAll(
            db,
            sql: """
                SELECT o.cloud_id, o.id, r.first_seq, r.last_seq, o.source, k.name, r.outcome, r.code, r.reason, r.seen
                FROM collection_run r JOIN collector o ON o.id = r.collector_id JOIN kind k ON k.id = o.kind_id
                ORDER BY r.first_seq DESC
                """
        ).compactMap { row in
            guard let outcome = CollectionOutcome(rawValue: row[6]) else { return nil }
            let entry = ChainLink.CollectionEntry(
                source: row[4], kind: row[5], outcome: outcome, code: row[7], reason: row[8],
                seen: (row[9] as Data?).map { Array($0) }, measures: nil)
            return Run(cloud: row[0], collector: row[1], first: row[2], last: row[3], entry: entry)
        }
        measures = try MeasureHashes(db)
    }

    /// What a link of the chain says of a snapshot; each is asked for once, in their order.
    func entries(seq: Int64, cloud: Int64) throws -> [ChainLink.CollectionEntry] {
        while let run = runs.last, run.first <= seq {
            open.append(run)
            runs.removeLast()
        }
        open.removeAll { $0.last < seq }
        let measured = try measures.of(seq)
        return open.filter { $0.cloud == cloud }.map { run in
            var entry = run.entry
            entry.measures = measured[run.collector]
            return entry
        }
    }
}
