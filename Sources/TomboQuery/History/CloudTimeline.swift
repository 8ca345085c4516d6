import TomboRecords
import TomboStore

/// What happened to resources of some kinds.
struct CloudTimeline {
    let specs: [RecordSpec]
    let moment: Moment
    let pairs: SnapshotPairs

    /// Newest first, and within a snapshot layer by layer; it looks no further back than `limit` lines need.
    func entries(since: Int64, limit: Int) throws -> [HistoryEntry] {
        var kinds: [Int64: [RecordSpec]] = [:]
        for spec in specs {
            let changed = try moment.reader.changedSnapshots(
                of: spec, after: since, upTo: moment.snapshot.seq, cloud: moment.cloud, limit: min(limit, 1 << 30))
            for seq in changed { kinds[seq, default: []].append(spec) }
        }
        var entries: [HistoryEntry] = []
        var told: Set<EventIdentity> = []
        for seq in kinds.keys.sorted(by: >) {
            guard let snapshot = try pairs.snapshot(seq) else { continue }
            for spec in kinds[seq] ?? [] {
                entries += try spec.eventOf == nil ? lines(spec, snapshot, &told) : events(spec, snapshot)
            }
            if entries.count >= limit {
                entries = Self.untold(entries, told)
                if entries.count >= limit { return Array(entries.prefix(limit)) }
            }
        }
        return Self.untold(entries, told)
    }

    /// Without the events that a change is told with: each act is one line, or its change's lines.
    private static func untold(_ entries: [HistoryEntry], _ told: Set<EventIdentity>) -> [HistoryEntry] {
        entries.filter { entry in entry.event.map { !told.contains($0) } ?? true }
    }

    /// What a round first heard of. That an action ended, or how, is no news of its own.
    private func events(_ spec: RecordSpec, _ snapshot: SnapshotInfo) throws -> [HistoryEntry] {
        let changes = try moment.reader.changes(
            of: spec, from: snapshot.seq - 1, to: snapshot.seq, cloud: snapshot.cloud)
        let evidence = Evidence(moment: moment)
        let previous = try pairs.previous(of: snapshot)
        guard try pairs.wasListed(spec, before: snapshot) else {
            return Self.firstSight(changes.count, spec, previous, snapshot)
        }
        return try KindDiff.sorted(changes, spec).compactMap { change in
            guard change.old == nil, let values = change.new, spec.hasOwnLine(values) else { return nil }
            let (row, cause) = try EventLine.row(values, key: change.key, spec, snapshot, evidence)
            return HistoryEntry(
                snapshot: snapshot, previous: previous, row: row, cause: cause,
                event: EventIdentity(kind: spec.kind, key: change.key, cloud: snapshot.cloud))
        }
    }

    private func lines(
        _ spec: RecordSpec, _ snapshot: SnapshotInfo, _ told: inout Set<EventIdentity>
    ) throws -> [HistoryEntry] {
        let changes = try moment.reader.changes(
            of: spec, from: snapshot.seq - 1, to: snapshot.seq, cloud: snapshot.cloud)
        let previous = try pairs.previous(of: snapshot)
        let wasListed = try pairs.wasListed(spec, before: snapshot)
        let first = wasListed ? [] : changes.filter { $0.old == nil }
        var entries = Self.firstSight(first.count, spec, previous, snapshot)
        let finder = CauseFinder(moment)
        for change in KindDiff.sorted(changes, spec) where wasListed || change.old != nil {
            let causes = try finder.causes(of: change, spec, previous, snapshot)
            told.formUnion(causes.events)
            entries += KindDiff.rows(of: change, spec, isUncertain: false).map {
                HistoryEntry(
                    snapshot: snapshot, previous: previous, row: $0, cause: causes[$0],
                    event: spec.accumulates
                        ? EventIdentity(kind: spec.kind, key: change.key, cloud: snapshot.cloud) : nil)
            }
        }
        return entries
    }

    /// A listing of what was there already is no news, and would be most of the log.
    private static func firstSight(
        _ count: Int, _ spec: RecordSpec, _ previous: SnapshotInfo?, _ snapshot: SnapshotInfo
    ) -> [HistoryEntry] {
        if count == 0 { return [] }
        let words = "\(count) first seen; since when they are there is not known"
        return [
            HistoryEntry(
                snapshot: snapshot, previous: previous,
                row: DiffRow(change: .notObserved, kind: spec.kind, new: .text(words), cloud: snapshot.cloud))
        ]
    }
}
