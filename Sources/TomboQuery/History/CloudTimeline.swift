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
        for seq in kinds.keys.sorted(by: >) {
            guard let snapshot = try pairs.snapshot(seq) else { continue }
            for spec in kinds[seq] ?? [] { entries += try lines(spec, snapshot) }
            if entries.count >= limit { return Array(entries.prefix(limit)) }
        }
        return entries
    }

    private func lines(_ spec: RecordSpec, _ snapshot: SnapshotInfo) throws -> [HistoryEntry] {
        let changes = try moment.reader.changes(
            of: spec, from: snapshot.seq - 1, to: snapshot.seq, cloud: snapshot.cloud)
        let previous = try pairs.previous(of: snapshot)
        let wasListed = try pairs.wasListed(spec, before: snapshot)
        let first = wasListed ? [] : changes.filter { $0.old == nil }
        var entries: [HistoryEntry] = []
        if !first.isEmpty {
            // A listing of what was there already is no news, and would be most of the log.
            let words = "\(first.count) first seen; since when they are there is not known"
            entries.append(
                HistoryEntry(
                    snapshot: snapshot, previous: previous,
                    row: DiffRow(change: .notObserved, kind: spec.kind, new: .text(words), cloud: snapshot.cloud)))
        }
        let finder = CauseFinder(moment)
        for change in KindDiff.sorted(changes, spec) where wasListed || change.old != nil {
            let cause = try finder.cause(of: change, spec, previous, snapshot)
            entries += KindDiff.rows(of: change, spec, isUncertain: false).map {
                HistoryEntry(
                    snapshot: snapshot, previous: previous, row: $0, cause: cause?.explains($0) == true ? cause : nil)
            }
        }
        return entries
    }
}
