import TomboRecords
import TomboStore

/// A change with what a rule needs to say why it came about.
struct ChangeContext {
    var change: ResourceChange
    var spec: RecordSpec
    /// The cloud's snapshot before the one that saw the change; nil where there is none.
    var previous: SnapshotInfo?
    var snapshot: SnapshotInfo

    /// When it may have come about.
    var interval: Interval { Interval(after: previous?.startedAt, upTo: snapshot.finishedAt) }

    var isCreation: Bool { change.old == nil }
    var isDeletion: Bool { change.new == nil }

    /// The value of a column after the change, or before where it is gone.
    subscript(column: String) -> Value {
        guard let index = spec.columns.firstIndex(where: { $0.name == column }) else { return .null }
        return (change.new ?? change.old)?[index] ?? .null
    }

    /// Whether any of these columns is another than before; always for what came or went.
    func changes(_ columns: Set<String>) -> Bool {
        guard let old = change.old, let new = change.new else { return true }
        return spec.columns.indices.contains { columns.contains(spec.columns[$0].name) && old[$0] != new[$0] }
    }

    struct Interval {
        var after: Instant?
        var upTo: Instant

        /// Clocks differ by some seconds.
        private static let slack = 30.0

        func contains(_ instant: Instant) -> Bool { overlaps(from: instant, to: instant) }

        /// Whether something that lasted was under way in it.
        func overlaps(from start: Instant, to end: Instant) -> Bool {
            if let after, end < after.advanced(bySeconds: -Self.slack) { return false }
            return start <= upTo.advanced(bySeconds: Self.slack)
        }
    }
}

/// One way to know why something changed: one file each.
protocol CauseRule: Sendable {
    /// What it finds, oldest first; empty where it has nothing to say.
    func causes(of context: ChangeContext, _ evidence: Evidence) throws -> [Cause]
}
