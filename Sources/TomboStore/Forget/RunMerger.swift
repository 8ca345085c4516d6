import Foundation
import GRDB

/// Keeps of the runs of collections what the snapshots that stay say.
struct RunMerger {
    let db: Database

    init(_ db: Database) { self.db = db }

    private struct Run {
        var first: Int64
        var last: Int64
        var outcome: String
        var code: String?
        var reason: String?
        var seen: Data?

        func isLike(_ other: Run) -> Bool {
            outcome == other.outcome && code == other.code && reason == other.reason && seen == other.seen
        }
    }

    func merge() throws {
        for collector in try Row.fetchAll(db, sql: "SELECT id, cloud_id FROM collector") {
            let kept = try Int64.fetchAll(
                db,
                sql: """
                    SELECT s.seq FROM snapshot s JOIN forget_map m ON m.seq = s.seq AND m.kept = s.seq
                    WHERE s.cloud_id = ? ORDER BY s.seq
                    """, arguments: [collector[1] as Int64])
            try merge(collector: collector[0], kept: kept)
        }
    }

    private func merge(collector: Int64, kept: [Int64]) throws {
        let runs = try Row.fetchAll(
            db, sql: "SELECT * FROM collection_run WHERE collector_id = ? ORDER BY first_seq", arguments: [collector]
        ).map { row in
            Run(
                first: row["first_seq"], last: row["last_seq"], outcome: row["outcome"], code: row["code"],
                reason: row["reason"], seen: row["seen"])
        }
        var merged: [Run] = []
        var place = 0
        for run in runs {
            while place < kept.count, kept[place] < run.first { place += 1 }
            var end = place
            while end < kept.count, kept[end] <= run.last { end += 1 }
            guard end > place else { continue }
            var run = run
            (run.first, run.last) = (kept[place], kept[end - 1])
            place = end
            if let last = merged.last, last.isLike(run) {
                merged[merged.count - 1].last = run.last
            } else {
                merged.append(run)
            }
        }
        try db.execute(sql: "DELETE FROM collection_run WHERE collector_id = ?", arguments: [collector])
        for run in merged {
            try db.execute(
                sql: """
                    INSERT INTO collection_run (collector_id, first_seq, last_seq, outcome, code, reason, seen)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [collector, run.first, run.last, run.outcome, run.code, run.reason, run.seen])
        }
    }
}
