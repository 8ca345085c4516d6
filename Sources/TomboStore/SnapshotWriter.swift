import Foundation
import GRDB
public import TomboRecords

/// What saving a round came to.
public struct SnapshotReceipt: Sendable, Hashable {
    public var snapshot: SnapshotInfo
    /// Resources that appeared, changed or went.
    public var changes: Int
    /// Resources of the cloud that are alive after it.
    public var resources: Int
    /// SHA-256 over all history up to here, hexadecimal.
    public var chain: String
    /// Collections that broke a rule of the schema: saved as failed.
    public var refusals: [Refusal] = []

    public struct Refusal: Sendable, Hashable {
        public var source: String
        public var kind: String
        public var reason: String
    }

    /// The round as it was saved.
    public func saved(_ round: Round) -> Round {
        var round = round
        for refusal in refusals {
            for index in round.collections.indices
            where round.collections[index].source == refusal.source
                && round.collections[index].spec.kind == refusal.kind
            {
                round.collections[index].result = .failed(refusal.error)
            }
        }
        return round
    }
}

extension SnapshotReceipt.Refusal {
    var error: CollectError {
        CollectError(
            .malformedAnswer, reason, remedy: "Record the answer with `tombo collect --record DIR` and report it.")
    }
}

extension Store {
    /// Saves a round as the next snapshot, whole or not at all.
    ///
    /// One write transaction. A partial listing updates what it saw and ends
    /// nothing; a failed or skipped one changes nothing; collectors of the
    /// cloud that took no part are recorded as skipped.
    ///
    /// - Throws: ``StoreError``; then the file is as it was.
    public func save(_ round: Round) throws(StoreError) -> SnapshotReceipt {
        do {
            return try pool.writeWithoutTransaction { db in
                var receipt: SnapshotReceipt?
                // IMMEDIATE: a read that later writes could meet SQLITE_BUSY_SNAPSHOT, which no timeout helps.
                try db.inTransaction(.immediate) {
                    receipt = try SnapshotWriter(db, round: round).write()
                    return .commit
                }
                guard let receipt else { throw StoreError(.failed, "The snapshot was not saved.") }
                return receipt
            }
        } catch {
            throw StoreError.from(error, path: path)
        }
    }
}

/// Writes one round inside the caller's transaction.
struct SnapshotWriter {
    private let db: Database
    private let round: Round
    private let registry: Registry
    private let seq: Int64
    private let previous: [UInt8]

    init(_ db: Database, round: Round) throws {
        self.db = db
        self.round = round
        registry = try Registry(db, cloud: round.cloud)
        let head = try ChainHead(db)
        (seq, previous) = (head.seq + 1, head.link)
    }

    func write() throws -> SnapshotReceipt {
        let finishedAt = max(round.startedAt, round.finishedAt)
        // Foreign keys need the row now; its sums and its link are known at the end.
        try db.execute(
            sql: """
                INSERT INTO snapshot (seq, cloud_id, started_at, finished_at, resources, changes, chain)
                VALUES (?, ?, ?, ?, 0, 0, ?)
                """,
            arguments: [
                seq, registry.cloudID, round.startedAt.milliseconds, finishedAt.milliseconds, Data(previous),
            ])

        var changes: [ChainLink.Change] = []
        var entries: [ChainLink.CollectionEntry] = []
        var asked: Set<Int64> = []
        var moved: Set<Int64> = []
        var refusals: [SnapshotReceipt.Refusal] = []
        for var collection in round.collections {
            let collector = try registry.collector(db, source: collection.source, kind: collection.spec.kind)
            asked.insert(collector.id)
            var part = Part()
            do {
                part = try write(collection, collector, place: asked.count)
            } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
                // What this tombo never foresaw in one kind must not cost the others their snapshot.
                let reason =
                    "\(collection.spec.kind) cannot be stored as it came: \(error.message ?? "it breaks a rule of the schema")."
                let refusal = SnapshotReceipt.Refusal(
                    source: collection.source, kind: collection.spec.kind, reason: reason)
                refusals.append(refusal)
                collection.result = .failed(refusal.error)
            }
            changes += part.changes
            moved.formUnion(part.moved)
            let entry = CollectionLog.entry(for: collection, seen: part.seen, measures: part.measures)
            entries.append(entry)
            try CollectionLog.record(db, entry, collector: collector.id, seq: seq, cost: collection.cost)
        }
        try forgetMovesAndBack(of: moved)
        entries += try CollectionLog.recordSkipped(db, registry: registry, asked: asked, seq: seq)

        changes = ChainLink.merged(changes)
        let chain = ChainLink(
            previous: previous, seq: seq, cloud: round.cloud, startedAt: round.startedAt, finishedAt: finishedAt,
            collections: entries, changes: changes
        ).hash()
        let before = try Int.fetchOne(
            db, sql: "SELECT resources FROM snapshot WHERE cloud_id = ? AND seq < ? ORDER BY seq DESC LIMIT 1",
            arguments: [registry.cloudID, seq])
        let resources = (before ?? 0) + changes.reduce(0) { $0 + ($1.old == nil ? 1 : 0) - ($1.new == nil ? 1 : 0) }
        try db.execute(
            sql: "UPDATE snapshot SET resources = ?, changes = ?, chain = ? WHERE seq = ?",
            arguments: [resources, changes.count, Data(chain), seq])
        if let label = round.label { try Labels.set(db, label, cloud: registry.cloudID, seq: seq) }
        return SnapshotReceipt(
            snapshot: SnapshotInfo(
                seq: seq, cloud: round.cloud, label: round.label, startedAt: round.startedAt, finishedAt: finishedAt),
            changes: changes.count, resources: resources, chain: hexadecimal(chain), refusals: refusals)
    }

    /// Two sources that list the same resources (one Keystone behind two
    /// regions) take them from each other in every round: whose they are
    /// at its end as before has not moved, or each poll would add a row for each.
    private func forgetMovesAndBack(of moved: Set<Int64>) throws {
        for resource in moved {
            try db.cachedStatement(
                sql: """
                    DELETE FROM resource_move WHERE resource_id = ?1 AND seq = ?2
                    AND collector_id = (SELECT collector_id FROM resource WHERE id = ?1)
                    """
            ).execute(arguments: [resource, seq])
        }
    }

    /// What came of one collection.
    private struct Part {
        var changes: [ChainLink.Change] = []
        var moved: [Int64] = []
        var seen: [UInt8]?
        var measures: [UInt8]?
    }

    /// Writes one collection, whole or not at all.
    /// `place` is its own among the collections of the round.
    private func write(
        _ collection: TomboRecords.Collection, _ collector: Registry.Collector, place: Int
    ) throws -> Part {
        var part = Part()
        try db.inSavepoint {
            var writer = try KindWriter(db, collection: collection, collector: collector, seq: seq)
            try writer.write()
            part.changes = writer.changes
            part.moved = writer.moved
            part.seen = writer.seenSet
            part.measures = try MeasureWriter(db, collector: collector.id, seq: seq, place: place)
                .write(collection, ids: writer.measured)
            return .commit
        }
        return part
    }
}
