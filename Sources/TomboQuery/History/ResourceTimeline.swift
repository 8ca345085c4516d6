import TomboRecords
import TomboStore

/// All that ever happened to one resource.
struct ResourceTimeline {
    let found: FoundResource
    let moment: Moment
    let pairs: SnapshotPairs

    /// Newest first; nothing of snapshots up to `since`.
    func entries(since: Int64) throws -> [HistoryEntry] {
        let versions = try moment.reader.versions(of: found.id, spec: found.spec, upTo: moment.snapshot.seq)
        var entries: [HistoryEntry] = []
        for (index, version) in versions.enumerated() {
            let newer = index > 0 ? versions[index - 1] : nil
            // An end that a newer version begins at is a change, which that one tells.
            if let end = version.to, newer?.from != end { entries += try lines(end, since, version.values, nil) }
            let older = index + 1 < versions.count ? versions[index + 1] : nil
            let before = older.flatMap { $0.to == version.from ? $0.values : nil }
            entries += try lines(version.from, since, before, version.values)
        }
        return entries
    }

    private func lines(_ seq: Int64, _ since: Int64, _ old: [Value]?, _ new: [Value]?) throws -> [HistoryEntry] {
        guard seq > since, let snapshot = try pairs.snapshot(seq) else { return [] }
        let change = ResourceChange(resource: found.id, cloud: found.cloud, key: found.key, old: old, new: new)
        let isFirstSight = try old == nil && !pairs.wasListed(found.spec, before: snapshot)
        let previous = try pairs.previous(of: snapshot)
        let cause = try isFirstSight ? nil : CauseFinder(moment).cause(of: change, found.spec, previous, snapshot)
        return KindDiff.rows(of: change, found.spec, isUncertain: isFirstSight).map {
            HistoryEntry(
                snapshot: snapshot, previous: previous, row: $0, cause: cause?.explains($0) == true ? cause : nil)
        }
    }
}
