import TomboRecords
import TomboStore

/// One line of a timeline: what changed, in which snapshot it was seen, and since when it may have been so.
struct HistoryEntry {
    var snapshot: SnapshotInfo
    /// The cloud's snapshot before: the change came about between the two. nil where there is none.
    var previous: SnapshotInfo?
    var row: DiffRow
    var cause: Cause?
    /// The event that the line tells, where it tells one.
    var event: EventIdentity?
    /// When it was written, where somebody wrote it.
    var writtenAt: Instant?

    static let columns: [Answer.Column] = [
        .init("at", .instant), .init("snapshot", .integer), .init("label"), .init("cloud", isBrief: false),
        .init("not_before", .instant, isBrief: false), .init("change"), .init("kind"), .init("key", isBrief: false),
        .init("name"), .init("field", isBrief: false), .init("old", .json, isBrief: false),
        .init("new", .json, isBrief: false), .init("class", isBrief: false), .init("what", .json, isSpoken: true),
        .init("cause"), .init("caused_at", .instant, isBrief: false), .init("caused_by", isBrief: false),
    ]

    var values: [Value] {
        [
            .text((writtenAt ?? snapshot.finishedAt).iso8601), .integer(snapshot.seq), Value(snapshot.label),
            .text(snapshot.cloud),
            Value(previous?.finishedAt.iso8601), .text(row.change.rawValue), .text(row.kind), Value(row.key),
            Value(row.name), Value(row.field), row.old, row.new, Value(row.fieldClass?.rawValue), row.what,
            Value(cause?.text), Value(cause?.at?.iso8601), Value(cause?.by),
        ]
    }

    /// An answer of entries, with only the columns in a human table that say something.
    static func answer(_ entries: [HistoryEntry], _ moment: Moment, gaps: [Gap]) throws -> Answer {
        let names = try SpokenChanges(moment, entries.map(\.row))
        let spoken = entries.map { entry in
            var entry = entry
            names.speak(&entry.row)
            return entry
        }
        var columns = Self.columns
        func show(_ name: String, _ isBrief: Bool) {
            if let index = columns.firstIndex(where: { $0.name == name }) { columns[index].isBrief = isBrief }
        }
        show("label", entries.contains { $0.snapshot.label != nil })
        show("cause", entries.contains { $0.cause != nil })
        show("cloud", Set(entries.map(\.snapshot.cloud)).count > 1)
        return Answer(columns: columns, rows: spoken.map(\.values), snapshot: moment.snapshot, gaps: gaps)
    }
}
