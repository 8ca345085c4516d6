import GRDB
public import TomboRecords

/// The last snapshot of a UTC day that saw a kind whole.
public struct DayEnd: Sendable, Hashable {
    /// Days since 1970-01-01.
    public var day: Int
    public var seq: Int64
}

extension Reader {
    private static let dayMilliseconds: Int64 = 86_400_000

    /// The days since `start` on which every collector of a kind had a complete listing, each with the last snapshot
    /// up to `seq` by which none is left out. A day without one is missing.
    public func dayEnds(kind: String, cloud: String, since start: Instant, upTo seq: Int64) throws -> [DayEnd] {
        let collectors = try Int64.fetchAll(
            db,
            sql: """
                SELECT o.id FROM collector o JOIN cloud c ON c.id = o.cloud_id JOIN kind k ON k.id = o.kind_id
                WHERE c.name = ? AND k.name = ?
                """, arguments: [cloud, kind])
        var ends: [Int: Int64]?
        for collector in collectors {
            var own: [Int: Int64] = [:]
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT s.finished_at / ?4, max(s.seq) FROM collection_run r
                    JOIN collector o ON o.id = r.collector_id
                    JOIN snapshot s ON s.cloud_id = o.cloud_id AND s.seq BETWEEN r.first_seq AND min(r.last_seq, ?3)
                    WHERE r.collector_id = ?1 AND r.outcome = 'complete' AND s.finished_at >= ?2
                    GROUP BY 1
                    """, arguments: [collector, start.milliseconds, seq, Self.dayMilliseconds])
            while let row = try rows.next() { own[row[0]] = row[1] }
            // A day that one of them lacks is missing.
            guard let others = ends else {
                ends = own
                continue
            }
            ends = others.reduce(into: [:]) { both, other in
                if let seq = own[other.key] { both[other.key] = min(seq, other.value) }
            }
        }
        return (ends ?? [:]).map { DayEnd(day: $0.key, seq: $0.value) }.sorted { $0.day < $1.day }
    }

    /// What a metric of a kind was at each of some snapshots: by resource, nil inside for a sample that was unknown.
    ///
    /// A resource that was not measured then is missing. Costs at most 64 BLOBs a snapshot, whatever the history.
    public func measured(
        kind: String, metric: String, cloud: String, at seqs: [Int64]
    ) throws -> [[Int64: Int64?]] {
        var resources: [Int64: Int64] = [:]
        for row in try Row.fetchAll(
            db,
            sql: """
                SELECT s.id, s.resource_id FROM main.series s JOIN resource r ON r.id = s.resource_id
                JOIN kind k ON k.id = r.kind_id JOIN cloud c ON c.id = r.cloud_id
                WHERE s.metric = ? AND k.name = ? AND c.name = ?
                """, arguments: [metric, kind, cloud])
        {
            resources[row[0]] = row[1]
        }
        let collectors = try Int64.fetchAll(
            db,
            sql: """
                SELECT o.id FROM collector o JOIN cloud c ON c.id = o.cloud_id JOIN kind k ON k.id = o.kind_id
                WHERE c.name = ? AND k.name = ?
                """, arguments: [cloud, kind])
        return try seqs.map { seq in
            var found: [Int64: Int64?] = [:]
            for collector in collectors {
                guard let poll = try MeasureReader.frame(db, collector: collector, upTo: seq) else { continue }
                for (series, value) in zip(poll.frame.series, poll.frame.values) {
                    if let resource = resources[series] { found[resource] = .some(value) }
                }
            }
            return found
        }
    }

    /// Every version of a kind's resources that was valid after snapshot `start` and up to `end`: its interval
    /// (the end is nil where it still is), its key, and some of its columns, typed.
    ///
    /// Costs what is there now and what ended since, by the two interval indexes.
    public func forEachVersion(
        of kind: String, _ columns: [String], cloud: String, after start: Int64, upTo end: Int64,
        _ body: (_ from: Int64, _ to: Int64?, _ key: String, _ values: [Value]) throws -> Void
    ) throws {
        guard let spec = spec(kind) else { return }
        let columns = columns.compactMap(spec.column)
        let names = columns.map { ", h.\"\($0.name)\"" }.joined()
        func select(_ condition: String) -> String {
            """
            SELECT h.valid_from, h.valid_to, r.key\(names) FROM \(spec.historyTable) h
            JOIN resource r ON r.id = h.resource_id JOIN cloud c ON c.id = r.cloud_id
            WHERE c.name = ?1 AND h.valid_from <= ?3 AND \(condition)
            """
        }
        let sql = select("h.valid_to IS NULL AND ?2 = ?2") + " UNION ALL " + select("h.valid_to > ?2")
        try forEachRow(sql, [.text(cloud), .integer(start), .integer(end)]) { row in
            guard let from = row[0].integer, let key = row[2].text else { return }
            try body(from, row[1].integer, key, zip(columns, row[3...]).map { $0.typed($1) })
        }
    }
}
