import TomboRecords
import TomboStore

/// What people wrote beside the history, as lines of a log.
struct WrittenLines {
    let moment: Moment

    /// Of one resource, newest first.
    func entries(since: Int64, of found: FoundResource) throws -> [HistoryEntry] {
        try lines(
            moment.reader.journal(
                upTo: moment.snapshot.seq, cloud: found.cloud, kind: found.spec.kind, key: found.key), since)
    }

    /// Of everything, or of resources of some kinds.
    func entries(since: Int64, kinds: [RecordSpec]?) throws -> [HistoryEntry] {
        let wanted = kinds.map { Set($0.map(\.kind)) }
        let all = try moment.reader.journal(upTo: moment.snapshot.seq, cloud: moment.cloud)
        return try lines(all.filter { entry in wanted.map { $0.contains(entry.kind ?? "") } ?? true }, since)
    }

    private func lines(_ entries: [JournalEntry], _ since: Int64) throws -> [HistoryEntry] {
        let evidence = Evidence(moment: moment)
        return try entries.reversed().compactMap { entry in
            guard entry.after >= since, let snapshot = try snapshot(of: entry) else { return nil }
            var name: String?
            if let kind = entry.kind, let key = entry.key, let spec = moment.reader.spec(kind) {
                let known = try evidence.name(of: key, spec, cloud: entry.cloud ?? snapshot.cloud)
                name = spec.isPartOfAnother ? key : known ?? key
            }
            return HistoryEntry(
                snapshot: snapshot, previous: nil, row: entry.row(entry.kind.flatMap(moment.reader.spec), name: name),
                cause: Cause(text: "written by \(entry.author)", at: entry.at, by: entry.author), writtenAt: entry.at)
        }
    }

    /// The newest that is kept of those that were there when it was written, or else the first.
    private func snapshot(of entry: JournalEntry) throws -> SnapshotInfo? {
        let cloud = entry.cloud ?? moment.snapshot.cloud
        return try moment.reader.latest(of: cloud, upTo: entry.after)
            ?? moment.reader.snapshots(cloud: cloud).first
    }

    /// Both newest first: what was written after a snapshot stands before its changes.
    static func merged(_ changes: [HistoryEntry], _ written: [HistoryEntry]) -> [HistoryEntry] {
        if written.isEmpty { return changes }
        return (written + changes).enumerated().sorted { a, b in
            let (first, second) = (a.element.snapshot.seq, b.element.snapshot.seq)
            return first == second ? a.offset < b.offset : first > second
        }.map(\.element)
    }
}
