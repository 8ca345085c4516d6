import Foundation
import GRDB
public import TomboRecords

extension Reader {
    /// Kinds that the cloud did not show whole up to snapshot `seq`.
    ///
    /// A kind has a gap when its last attempt was partial or failed, or when
    /// there never was one. A round in which it was not asked makes what is
    /// known older, not incomplete; neither does a kind that the configuration
    /// leaves out.
    ///
    /// `kinds` are those that matter; nil for all that have a collector.
    public func gaps(seq: Int64, kinds: Set<String>? = nil, cloud: String? = nil) throws -> [Gap] {
        let collectors = try Row.fetchAll(
            db,
            sql: """
                SELECT o.id, c.name, o.source, k.name FROM collector o
                JOIN cloud c ON c.id = o.cloud_id JOIN kind k ON k.id = o.kind_id
                WHERE (?1 IS NULL OR c.name = ?1)
                  AND (?2 IS NULL OR k.name IN (SELECT value FROM json_each(?2))) ORDER BY c.name, o.source, o.id
                """, arguments: [cloud, kinds.map { Value.list($0.sorted().map { .text($0) }).json }])
        var gaps: [Gap] = []
        var asked: Set<CloudKind> = []
        for collector in collectors {
            let kind: String = collector[3]
            let run = try Row.fetchOne(
                db,
                sql: """
                    SELECT outcome, code, reason FROM collection_run
                    WHERE collector_id = ?1 AND first_seq <= ?2
                      AND (outcome <> 'skipped' OR substr(reason, 1, length(?3)) = ?3)
                    ORDER BY first_seq DESC LIMIT 1
                    """,
                arguments: [collector[0] as Int64, seq, TomboRecords.Collection.leftOutMark])
            guard let run, let outcome = CollectionOutcome(rawValue: run[0]) else { continue }
            asked.insert(CloudKind(cloud: collector[1], kind: kind))
            if outcome == .complete || outcome == .skipped { continue }
            gaps.append(
                Gap(
                    cloud: collector[1], source: collector[2], kind: kind, outcome: outcome, code: run[1],
                    reason: run[2] ?? "no reason was given",
                    lastComplete: try lastComplete(collector: collector[0], upTo: seq)))
        }
        let clouds = try cloud.map { [$0] } ?? latestOfEach(upTo: seq).map(\.cloud)
        for cloud in clouds.isEmpty ? [""] : clouds {
            for kind in (kinds ?? []).sorted() where !asked.contains(CloudKind(cloud: cloud, kind: kind)) {
                gaps.append(
                    Gap(
                        cloud: cloud, source: "", kind: kind, outcome: nil, code: nil,
                        reason: "never collected up to this snapshot", lastComplete: nil))
            }
        }
        return gaps
    }

    private struct CloudKind: Hashable {
        var cloud: String
        var kind: String
    }

    /// When the last snapshot that read each kind of a source whole began.
    public func lastComplete(cloud: String, source: String) throws -> [String: Instant] {
        let collectors = try Row.fetchAll(
            db,
            sql: """
                SELECT o.id, k.name FROM collector o
                JOIN cloud c ON c.id = o.cloud_id JOIN kind k ON k.id = o.kind_id WHERE c.name = ? AND o.source = ?
                """, arguments: [cloud, source])
        var known: [String: Instant] = [:]
        for collector in collectors {
            known[collector[1]] = try lastComplete(collector: collector[0], upTo: .max)?.startedAt
        }
        return known
    }

    /// The last snapshot in which any collector read a kind of a cloud whole.
    public func lastComplete(cloud: String, kind: String) throws -> SnapshotInfo? {
        try Int64.fetchAll(
            db,
            sql: """
                SELECT o.id FROM collector o JOIN cloud c ON c.id = o.cloud_id JOIN kind k ON k.id = o.kind_id
                WHERE c.name = ? AND k.name = ?
                """, arguments: [cloud, kind]
        ).compactMap { try lastComplete(collector: $0, upTo: .max) }.max { $0.seq < $1.seq }
    }

    func lastComplete(collector: Int64, upTo seq: Int64) throws -> SnapshotInfo? {
        let found = try Int64.fetchOne(
            db,
            sql: """
                SELECT s.seq FROM collection_run r JOIN collector o ON o.id = r.collector_id
                JOIN snapshot s ON s.cloud_id = o.cloud_id AND s.seq BETWEEN r.first_seq AND min(r.last_seq, ?2)
                WHERE r.collector_id = ?1 AND r.first_seq <= ?2 AND r.outcome = 'complete'
                ORDER BY r.first_seq DESC, s.seq DESC LIMIT 1
                """, arguments: [collector, seq])
        return try found.flatMap { try snapshot(seq: $0) }
    }

    /// When each resource of a kind that is alive at `seq` was last seen.
    ///
    /// A complete listing saw all of them; a partial one says which; a failed
    /// or skipped one saw none.
    public func lastSeen(kind: String, at seq: Int64) throws -> LastSeen {
        var seen = LastSeen()
        let collectors = try Row.fetchAll(
            db, sql: "SELECT o.id FROM collector o JOIN kind k ON k.id = o.kind_id WHERE k.name = ?",
            arguments: [kind])
        for collector in collectors {
            let id: Int64 = collector[0]
            let complete = try lastComplete(collector: id, upTo: seq)
            if let complete { seen.complete[id] = complete }
            let partial = try Row.fetchAll(
                db,
                sql: """
                    SELECT min(last_seq, ?2), seen FROM collection_run
                    WHERE collector_id = ?1 AND first_seq <= ?2 AND first_seq > ?3 AND outcome = 'partial'
                    ORDER BY first_seq
                    """, arguments: [id, seq, complete?.seq ?? 0])
            for run in partial {
                guard let info = try lastPartial(collector: id, upTo: run[0]) else { continue }
                for resource in SeenSet.decode(Array(run[1] as Data)) {
                    // Another source may have seen it later.
                    if let known = seen.resources[resource], known.seq >= info.seq { continue }
                    seen.resources[resource] = info
                }
            }
        }
        if !seen.resources.isEmpty || seen.complete.count > 1 {
            let owners = try Row.fetchCursor(
                db, sql: "SELECT r.id, r.collector_id FROM resource r JOIN kind k ON k.id = r.kind_id WHERE k.name = ?",
                arguments: [kind])
            while let row = try owners.next() { seen.owners[row[0]] = row[1] }
            let moves = try Row.fetchCursor(
                db, sql: "SELECT resource_id, collector_id FROM resource_move WHERE seq > ? ORDER BY seq DESC",
                arguments: [seq])
            while let row = try moves.next() { if seen.owners[row[0]] != nil { seen.owners[row[0]] = row[1] } }
        }
        return seen
    }

    private func lastPartial(collector: Int64, upTo seq: Int64) throws -> SnapshotInfo? {
        let found = try Int64.fetchOne(
            db,
            sql: """
                SELECT max(s.seq) FROM snapshot s JOIN collector o ON o.cloud_id = s.cloud_id
                WHERE o.id = ? AND s.seq <= ?
                """, arguments: [collector, seq])
        return try found.flatMap { try snapshot(seq: $0) }
    }
}

/// When resources were last seen; see ``Reader/lastSeen(kind:at:)``.
public struct LastSeen {
    var complete: [Int64: SnapshotInfo] = [:]
    var resources: [Int64: SnapshotInfo] = [:]
    var owners: [Int64: Int64] = [:]

    /// Whether no resource has a time of its own: each is asked for as well as any.
    public var isSameForAll: Bool { resources.isEmpty && complete.count <= 1 }

    public subscript(resource: Int64) -> SnapshotInfo? {
        let whole: SnapshotInfo?
        if let owner = owners[resource] {
            whole = complete[owner]
        } else {
            whole = complete.count == 1 ? complete.first?.value : nil
        }
        guard let partial = resources[resource] else { return whole }
        guard let whole else { return partial }
        return partial.seq > whole.seq ? partial : whole
    }
}
