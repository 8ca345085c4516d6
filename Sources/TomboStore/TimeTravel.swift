import Foundation
import GRDB
public import TomboRecords

// Time travel by shadowing: SQLite looks a name up in TEMP first. With a TEMP view of the same name over the
// history at a snapshot, every query, report and user's SQL works unchanged at any moment.

extension Reader {
    /// The words with which every kind's view says *now*; tests hold the migrations to them.
    static let now = "h.valid_to IS NULL"

    /// From here to the end of the answer, every view shows `snapshot`, and
    /// nothing of any cloud but `cloud` where that is given.
    public func travel(to snapshot: SnapshotInfo, cloud: String? = nil) throws {
        leaveMoment()
        // Later snapshots of other clouds change nothing here: theirs are other resources.
        let newest = try Int64.fetchOne(db, sql: "SELECT max(seq) FROM snapshot") ?? 0
        let others = try cloud.map {
            try Int64.fetchOne(db, sql: "SELECT count(*) FROM cloud WHERE name <> ?", arguments: [$0]) ?? 0
        }
        let cloudID =
            try (others ?? 0) == 0
            ? nil : Int64.fetchOne(db, sql: "SELECT id FROM cloud WHERE name = ?", arguments: [cloud])
        guard snapshot.seq < newest || cloudID != nil else { return }
        var then =
            snapshot.seq < newest
            ? "h.valid_from <= \(snapshot.seq) AND (h.valid_to IS NULL OR h.valid_to > \(snapshot.seq))" : Self.now
        alive = then
        // A person's SQL names no cloud either.
        if let cloudID { then += " AND r.cloud_id = \(cloudID)" }
        for (name, sql) in try kindViews() {
            guard let start = sql.range(of: "CREATE VIEW \(name) AS") else { continue }
            let body = sql[start.upperBound...].replacingOccurrences(of: Self.now, with: then)
            try db.execute(sql: "CREATE TEMP VIEW \(name) AS \(body)")
        }
        try shadowSeries(at: snapshot.seq)
        shadowed = snapshot.seq
    }

    /// Back to now. The views outlive a transaction, so this must be said.
    func leaveMoment() {
        guard shadowed != nil else { return }
        shadowed = nil
        alive = Self.now
        for (name, _) in (try? kindViews()) ?? [] { try? db.execute(sql: "DROP VIEW IF EXISTS temp.\(name)") }
        try? db.execute(sql: "DROP VIEW IF EXISTS temp.series")
    }

    /// Every view but the one over the collections, which speaks of all snapshots anyway; in the order they
    /// were made, so that views over views find the shadows.
    private func kindViews() throws -> [(name: String, sql: String)] {
        try Row.fetchAll(
            db,
            sql: "SELECT name, sql FROM main.sqlite_master WHERE type = 'view' AND name <> 'collection' ORDER BY rowid"
        ).map { ($0[0], $0[1]) }
    }

    /// What was last measured up to `seq`, for every series: a function says it to a view, so that an answer
    /// that reads no measure pays next to nothing for them.
    private func shadowSeries(at seq: Int64) throws {
        let measured = try lastMeasured(upTo: seq)
        db.add(
            function: DatabaseFunction("tombo_measured", argumentCount: 1) { arguments in
                Int64.fromDatabaseValue(arguments[0]).flatMap { measured[$0]?.value }
            })
        db.add(
            function: DatabaseFunction("tombo_measured_in", argumentCount: 1) { arguments in
                Int64.fromDatabaseValue(arguments[0]).flatMap { measured[$0]?.seq }
            })
        try db.execute(
            sql: """
                CREATE TEMP VIEW series AS
                SELECT id, resource_id, metric, tombo_measured(id) AS value, tombo_measured_in(id) AS seq
                FROM main.series WHERE tombo_measured_in(id) IS NOT NULL
                """)
    }

    private func lastMeasured(upTo seq: Int64) throws -> [Int64: (value: Int64?, seq: Int64)] {
        var last: [Int64: (value: Int64?, seq: Int64)] = [:]
        let polls = try MeasureLog(db).collectors().flatMap {
            try MeasureReader.lastPolls(db, collector: $0, upTo: seq)
        }
        // In the order in which they were saved: where two sources measured one thing, the later word stands.
        for poll in polls.sorted(by: { $0.id < $1.id }) {
            for (series, value) in zip(poll.frame.series, poll.frame.values) { last[series] = (value, poll.seen) }
        }
        return last
    }
}

/// A measure that two snapshots have otherwise.
public struct MeasureChange: Sendable {
    public var resource: Int64
    public var metric: String
    public var old: Int64?
    public var new: Int64?
}

extension Reader {
    /// Measures that moved between two snapshots, of resources that have both.
    public func measureChanges(from a: Int64, to b: Int64) throws -> [MeasureChange] {
        let (before, after) = (try lastMeasured(upTo: a), try lastMeasured(upTo: b))
        let moved = Set(before.keys).intersection(after.keys).filter { before[$0]?.value != after[$0]?.value }
        if moved.isEmpty { return [] }
        return try rows("SELECT id, resource_id, metric FROM main.series").compactMap { row in
            guard let id = row[0].integer, moved.contains(id), let resource = row[1].integer,
                let metric = row[2].text
            else { return nil }
            return MeasureChange(
                resource: resource, metric: metric, old: before[id]?.value, new: after[id]?.value)
        }
    }
}
