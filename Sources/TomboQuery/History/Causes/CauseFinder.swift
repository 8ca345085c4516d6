import TomboRecords
import TomboStore

/// Finds what the sources say of a change, among what tombo has of them.
struct CauseFinder {
    private let evidence: Evidence

    /// The best first: where one has something to say of a field, those after it are not asked about it.
    private static let rules: [any CauseRule] = [
        InstanceActions(), Migrations(), DeletedServers(), MAASEvents(.audits), MAASEvents(.others), JujuStatusLog(),
        CreationTimes(), UpdateTimes(),
    ]

    init(_ moment: Moment) { evidence = Evidence(moment: moment) }

    /// `previous` is the cloud's snapshot before the one that saw the change.
    func causes(
        of change: ResourceChange, _ spec: RecordSpec, _ previous: SnapshotInfo?, _ snapshot: SnapshotInfo
    ) throws -> Causes {
        let context = ChangeContext(change: change, spec: spec, previous: previous, snapshot: snapshot)
        return Causes(
            byRule: try Self.rules.map { try $0.causes(of: context, evidence) }.filter { !$0.isEmpty })
    }
}

/// All that is said of one change; what of it holds for a line of a log, the line's field decides.
struct Causes {
    var byRule: [[Cause]] = []

    subscript(row: DiffRow) -> Cause? {
        byRule.lazy.compactMap { Cause.joined($0.filter { $0.explains(row) }) }.first
    }

    /// The events that are told with the change; they need no line of their own.
    var events: [EventIdentity] { byRule.flatMap { $0.compactMap(\.event) } }
}
