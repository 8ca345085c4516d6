import TomboRecords
import TomboStore

/// What changed last in a cloud.
struct CloudChanges {
    static let limit = 5

    private struct Change {
        var snapshot: SnapshotInfo
        var row: DiffRow
    }

    /// Newest first.
    private var changes: [Change] = []

    /// Looks only at snapshots that changed something, from the newest back, and stops when there is enough.
    init(_ moment: Moment) throws {
        let reader = moment.reader
        let own = "cloud_id = (SELECT id FROM cloud WHERE name = ?1)"
        let changed = try reader.rows(
            """
            SELECT seq, (SELECT max(b.seq) FROM snapshot b WHERE b.cloud_id = a.cloud_id AND b.seq < a.seq)
            FROM snapshot a WHERE \(own) AND seq <= ?2 AND changes > 0 ORDER BY seq DESC LIMIT ?3
            """, [Value(moment.cloud), .integer(moment.snapshot.seq), Value(Self.limit)])
        let known = KindGaps(moment, reader.specs)
        // A server before its port, its claim and its disk, which would fill the few lines.
        let specs = reader.specs.filter { !$0.isMeasureOnly && $0.eventOf == nil }
        let ordered = specs.filter { Acts.owners[$0.kind] == nil } + specs.filter { Acts.owners[$0.kind] != nil }
        for row in changed {
            // The first snapshot of a cloud changed nothing: it began to look.
            guard changes.count < Self.limit, let seq = row[0].integer, let before = row[1].integer,
                let to = try reader.snapshot(seq: seq), let from = try reader.snapshot(seq: before)
            else { continue }
            for spec in ordered where changes.count < Self.limit {
                let rows = try KindDiff(spec, from: from, to: to, moment: moment, gaps: known).rows
                changes += rows.filter { $0.change != .notObserved }.prefix(Self.limit - changes.count).map {
                    Change(snapshot: to, row: $0)
                }
            }
        }
    }

    var value: Value {
        .list(
            changes.map { change in
                .object([
                    .init("snapshot", .integer(change.snapshot.seq)),
                    .init("at", .text(change.snapshot.finishedAt.iso8601)),
                    .init("change", .text(change.row.change.rawValue)), .init("kind", .text(change.row.kind)),
                    .init("name", Value(change.row.name)), .init("field", Value(change.row.field)),
                    .init("old", change.row.old), .init("new", change.row.new),
                ])
            })
    }

    var lines: Value {
        .list(
            changes.map { change in
                .object([
                    .init("changed", .text(change.snapshot.finishedAt.iso8601)),
                    .init("change", .text(change.row.change.rawValue)), .init("kind", .text(change.row.kind)),
                    .init("name", Value(change.row.name)), .init("what", change.row.what),
                ])
            })
    }
}
