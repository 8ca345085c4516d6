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
        let last = try Row.fetchOne(db, sql: "SELECT seq, chain FROM snapshot ORDER BY seq DESC LIMIT 1")
        seq = (last?["seq"] ?? 0) + 1
        previous = last.map { Array($0["chain"] as Data) } ?? ChainLink.genesis
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
        for collection in round.collections {
            let collector = try registry.collector(db, source: collection.source, kind: collection.spec.kind)
            asked.insert(collector.id)
            var writer = try KindWriter(db, collection: collection, collector: collector, seq: seq)
            try writer.write()
            changes += writer.changes
            let measures = try MeasureWriter(db, collector: collector.id, seq: seq)
                .write(collection, ids: writer.measured)
            let entry = CollectionLog.entry(for: collection, seen: writer.seenSet, measures: measures)
            entries.append(entry)
            try CollectionLog.record(db, entry, collector: collector.id, seq: seq, cost: collection.cost)
        }
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
            changes: changes.count, resources: resources, chain: hexadecimal(chain))
    }
}
