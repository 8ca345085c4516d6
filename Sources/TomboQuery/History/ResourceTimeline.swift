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
        var told: Set<EventIdentity> = []
        for (index, version) in versions.enumerated() {
            let newer = index > 0 ? versions[index - 1] : nil
            // An end that a newer version begins at is a change, which that one tells.
            if let end = version.to, newer?.from != end {
                entries += try lines(end, since, version.values, nil, &told)
            }
            let older = index + 1 < versions.count ? versions[index + 1] : nil
            let before = older.flatMap { $0.to == version.from ? $0.values : nil }
            entries += try lines(version.from, since, before, version.values, &told)
        }
        return try merged(entries, events(since: since, without: told))
    }

    private func lines(
        _ seq: Int64, _ since: Int64, _ old: [Value]?, _ new: [Value]?, _ told: inout Set<EventIdentity>
    ) throws -> [HistoryEntry] {
        guard seq > since, let snapshot = try pairs.snapshot(seq) else { return [] }
        let change = ResourceChange(resource: found.id, cloud: found.cloud, key: found.key, old: old, new: new)
        let isFirstSight = try old == nil && !pairs.wasListed(found.spec, before: snapshot)
        let previous = try pairs.previous(of: snapshot)
        let causes =
            try isFirstSight ? Causes() : CauseFinder(moment).causes(of: change, found.spec, previous, snapshot)
        told.formUnion(causes.events)
        return KindDiff.rows(of: change, found.spec, isUncertain: isFirstSight).map {
            HistoryEntry(snapshot: snapshot, previous: previous, row: $0, cause: causes[$0])
        }
    }

    /// What happened to it and changed nothing that shows.
    private func events(since: Int64, without told: Set<EventIdentity>) throws -> [HistoryEntry] {
        let evidence = Evidence(moment: moment)
        var entries: [HistoryEntry] = []
        for spec in moment.reader.specs {
            guard let subject = spec.eventOf, spec.column(subject)?.references.contains(where: isKey) == true else {
                continue
            }
            let rows = try evidence.rows(
                spec.kind, spec.columns.map(\.name), where: subject, is: found.key, cloud: found.cloud)
            for row in rows {
                let event = EventIdentity(kind: spec.kind, key: row.key, cloud: found.cloud)
                let values = spec.columns.map { row[$0.name] }
                guard spec.hasOwnLine(values), !told.contains(event),
                    let seq = try moment.reader.firstSeen(row.id, spec), seq > since,
                    let snapshot = try pairs.snapshot(seq)
                else { continue }
                let (line, cause) = try EventLine.row(values, key: row.key, spec, snapshot, evidence)
                entries.append(
                    HistoryEntry(
                        snapshot: snapshot, previous: try pairs.previous(of: snapshot), row: line, cause: cause,
                        event: event))
            }
        }
        return entries
    }

    private func isKey(_ reference: Reference) -> Bool {
        reference.kind == found.spec.kind && reference.column == nil && reference.member == nil
    }

    /// Both newest first; within a snapshot the changes first.
    private func merged(_ changes: [HistoryEntry], _ events: [HistoryEntry]) -> [HistoryEntry] {
        if events.isEmpty { return changes }
        func when(_ entry: HistoryEntry) -> Int64 { entry.cause?.at?.milliseconds ?? 0 }
        let all = changes + events.sorted { when($0) > when($1) }
        return all.enumerated().sorted { a, b in
            let (first, second) = (a.element.snapshot.seq, b.element.snapshot.seq)
            return first == second ? a.offset < b.offset : first > second
        }.map(\.element)
    }
}
