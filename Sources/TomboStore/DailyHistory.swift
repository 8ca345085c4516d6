import GRDB
public import TomboRecords

/// The last snapshot of a UTC day that saw a kind whole.
public struct DayEnd: Sendable, Hashable {
    /// Days since 1970-01-01.
    public var day: Int
    public var seq: Int64
}

/// The snapshots of a cloud in a stretch of time, each with its UTC day; oldest first.
public struct DatedSnapshots: Sendable {
    public let cloud: String
    let snapshots: [(seq: Int64, day: Int)]
}

extension Reader {
    private static let dayMilliseconds: Int64 = 86_400_000
    /// Going back in time ends after so many snapshots in a row that are too old: a week of five-minute polls.
    /// Fewer may be a clock that was wrong for a while.
    static let mostMisdated = 2016

    /// The snapshots of a cloud since `start`, up to snapshot `seq`.
    ///
    /// Read backwards from `seq`: costs the stretch and a week, whatever the history before it.
    public func datedSnapshots(cloud: String, since start: Instant, upTo seq: Int64) throws -> DatedSnapshots {
        var found: [(seq: Int64, day: Int)] = []
        var tooOld = 0
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT s.seq, s.finished_at FROM snapshot s
                WHERE s.cloud_id = (SELECT id FROM cloud WHERE name = ?) AND s.seq <= ? ORDER BY s.seq DESC
                """, arguments: [cloud, seq])
        while tooOld < Self.mostMisdated, let row = try rows.next() {
            let finished: Int64 = row[1]
            if finished < start.milliseconds {
                tooOld += 1
            } else {
                tooOld = 0
                found.append((row[0], Int(finished / Self.dayMilliseconds)))
            }
        }
        return DatedSnapshots(cloud: cloud, snapshots: found.reversed())
    }

    /// The days among `snapshots` on which every collector of a kind had a complete listing, each with the last of
    /// them by which none is left out. A day without one is missing.
    public func dayEnds(kind: String, in snapshots: DatedSnapshots) throws -> [DayEnd] {
        let collectors = try Int64.fetchAll(
            db,
            sql: """
                SELECT o.id FROM collector o JOIN cloud c ON c.id = o.cloud_id JOIN kind k ON k.id = o.kind_id
                WHERE c.name = ? AND k.name = ?
                """, arguments: [snapshots.cloud, kind])
        var ends: [Int: Int64]?
        for collector in collectors {
            let own = try lastComplete(collector, snapshots.snapshots)
            // A day that one of them lacks is missing.
            ends =
                ends.map { others in
                    others.reduce(into: [:]) { both, other in
                        if let seq = own[other.key] { both[other.key] = min(seq, other.value) }
                    }
                } ?? own
        }
        return (ends ?? [:]).map { DayEnd(day: $0.key, seq: $0.value) }.sorted { $0.day < $1.day }
    }

    /// The last snapshot of each day in which a collector was complete.
    private func lastComplete(
        _ collector: Int64, _ snapshots: [(seq: Int64, day: Int)]
    ) throws -> [Int: Int64] {
        guard let first = snapshots.first?.seq, let last = snapshots.last?.seq else { return [:] }
        // The runs of one collector follow each other: the one that `first` is in begins last before it.
        let runs = try Row.fetchCursor(
            db,
            sql: """
                SELECT first_seq, last_seq FROM collection_run
                WHERE collector_id = ?1 AND first_seq <= ?3 AND outcome = 'complete' AND first_seq >= ifnull(
                  (SELECT max(first_seq) FROM collection_run WHERE collector_id = ?1 AND first_seq <= ?2), 0)
                ORDER BY first_seq
                """, arguments: [collector, first, last])
        var found: [Int: Int64] = [:]
        var next = 0
        while let run = try runs.next() {
            let (from, to): (Int64, Int64) = (run[0], run[1])
            while next < snapshots.count, snapshots[next].seq <= to {
                let (seq, day) = snapshots[next]
                // Ascending, so that the greatest stays.
                if seq >= from { found[day] = seq }
                next += 1
            }
        }
        return found
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
