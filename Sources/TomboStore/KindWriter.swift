import Foundation
import GRDB
import TomboRecords

/// Turns one listing into versions: writes what changed, ends what a complete
/// listing lacks, leaves alone what nobody looked at.
struct KindWriter {
    private struct Live {
        var resource: Int64
        var rowid: Int64
        var digest: RowDigest
        var wasSeen = false
    }

    private let db: Database
    private let collection: TomboRecords.Collection
    private let collector: Registry.Collector
    private let seq: Int64
    private let sql: KindSQL
    private var digester: RowDigester

    private(set) var changes: [ChainLink.Change] = []
    /// Ids of the resources in the listing, for a partial one only.
    private(set) var seenSet: [UInt8]?
    /// Resource ids beside their rows, where the kind has measures.
    private(set) var measured: [(resource: Int64, row: RecordRow)] = []

    init(_ db: Database, collection: TomboRecords.Collection, collector: Registry.Collector, seq: Int64) throws {
        self.db = db
        self.collection = collection
        self.collector = collector
        self.seq = seq
        sql = KindSQL(collection.spec)
        digester = RowDigester(spec: collection.spec)
    }

    mutating func write() throws {
        switch collection.result {
        case .failed, .skipped: return
        case .complete(let rows):
            var live = try loadLive()
            _ = try apply(rows, to: &live)
            for (key, version) in live where !version.wasSeen {
                try close(version, key: key, replacement: nil)
            }
        case .partial(let rows, _):
            var live = try loadLive()
            seenSet = SeenSet.encode(try apply(rows, to: &live))
        }
    }

    private func loadLive() throws -> [String: Live] {
        let count = try Int.fetchOne(
            db, sql: "SELECT resources FROM snapshot WHERE cloud_id = ? AND seq < ? ORDER BY seq DESC LIMIT 1",
            arguments: [collector.cloudID, seq])
        var live: [String: Live] = [:]
        live.reserveCapacity(min(count ?? 0, max(64, collection.rows.count)))
        let cursor = try Row.fetchCursor(db.cachedStatement(sql: sql.live), arguments: [collector.id])
        while let row = try cursor.next() {
            guard let digest = RowDigest(bytes: row[3] as Data) else { continue }
            live[row[0]] = Live(resource: row[1], rowid: row[2], digest: digest)
        }
        return live
    }

    /// - Returns: the ids of the resources that were seen.
    private mutating func apply(_ rows: [RecordRow], to live: inout [String: Live]) throws -> [Int64] {
        let hasMeasures = !collection.spec.measureIndices.isEmpty
        var ids: [Int64] = []
        ids.reserveCapacity(rows.count)
        for row in rows {
            let digest = digester.digest(row.values)
            let resource: Int64
            if let index = live.index(forKey: row.key) {
                // A key that stands twice in a listing: the runner has told the differing ones apart already.
                if live.values[index].wasSeen { continue }
                live.values[index].wasSeen = true
                let known = live.values[index]
                resource = known.resource
                if known.digest != digest { try close(known, key: row.key, replacement: (digest, row)) }
            } else {
                let version = try admit(row, digest: digest)
                live[row.key] = version
                resource = version.resource
            }
            ids.append(resource)
            if hasMeasures { measured.append((resource, row)) }
        }
        return ids
    }

    /// A row that this collector has nothing alive for: new, come back, or listed by another source until now.
    private mutating func admit(_ row: RecordRow, digest: RowDigest) throws -> Live {
        let find = try db.cachedStatement(
            sql: "SELECT id, collector_id FROM resource WHERE cloud_id = ? AND kind_id = ? AND key = ?")
        let known = try Row.fetchOne(find, arguments: [collector.cloudID, collector.kindID, row.key])
        guard let known else {
            try db.cachedStatement(
                sql: "INSERT INTO resource (cloud_id, kind_id, key, collector_id) VALUES (?, ?, ?, ?)"
            ).execute(arguments: [collector.cloudID, collector.kindID, row.key, collector.id])
            let id = db.lastInsertedRowID
            let rowid = try insert(row, resource: id, digest: digest)
            changes.append(.init(kind: collector.kind, key: row.key, old: nil, new: digest))
            return Live(resource: id, rowid: rowid, digest: digest, wasSeen: true)
        }
        let id: Int64 = known[0]
        if known[1] as Int64 != collector.id {
            try db.execute(
                sql: "INSERT OR IGNORE INTO resource_move (resource_id, seq, collector_id) VALUES (?, ?, ?)",
                arguments: [id, seq, known[1] as Int64])
            try db.execute(
                sql: "UPDATE resource SET collector_id = ? WHERE id = ?", arguments: [collector.id, id])
            if let taken = try takeOver(id, row: row, digest: digest) { return taken }
        }
        if let reopened = try reopen(id, row: row, digest: digest) { return reopened }
        let rowid = try insert(row, resource: id, digest: digest)
        changes.append(.init(kind: collector.kind, key: row.key, old: nil, new: digest))
        return Live(resource: id, rowid: rowid, digest: digest, wasSeen: true)
    }

    /// A resource that another source of the cloud has alive: goes on, whatever the sources are called.
    private mutating func takeOver(_ id: Int64, row: RecordRow, digest: RowDigest) throws -> Live? {
        let alive = try Row.fetchOne(db.cachedStatement(sql: sql.liveVersion), arguments: [id])
        guard let alive, let old = RowDigest(bytes: alive[1] as Data) else { return nil }
        let version = Live(resource: id, rowid: alive[0], digest: old, wasSeen: true)
        if old == digest { return version }
        if alive[2] as Int64 == seq {
            // Two sources list it in one snapshot and disagree: the later one's word stands, as one version.
            try db.execute(sql: "DELETE FROM \(sql.table) WHERE rowid = ?", arguments: [version.rowid])
            changes.append(.init(kind: collector.kind, key: row.key, old: old, new: nil))
            return nil
        }
        try close(version, key: row.key, replacement: (digest, row))
        return version
    }

    /// A resource that another source of the cloud ended in this very snapshot moved here; it did not go.
    private mutating func reopen(_ id: Int64, row: RecordRow, digest: RowDigest) throws -> Live? {
        let ended = try Row.fetchOne(
            db, sql: "SELECT rowid, digest FROM \(sql.table) WHERE resource_id = ? AND valid_to = ?",
            arguments: [id, seq])
        guard let ended, let old = RowDigest(bytes: ended[1] as Data) else { return nil }
        var rowid: Int64 = ended[0]
        if old == digest {
            try db.execute(sql: "UPDATE \(sql.table) SET valid_to = NULL WHERE rowid = ?", arguments: [rowid])
        } else {
            rowid = try insert(row, resource: id, digest: digest)
        }
        changes.append(.init(kind: collector.kind, key: row.key, old: nil, new: digest))
        return Live(resource: id, rowid: rowid, digest: digest, wasSeen: true)
    }

    private mutating func close(
        _ version: Live, key: String, replacement: (digest: RowDigest, row: RecordRow)?
    ) throws {
        try db.cachedStatement(sql: sql.closeVersion).execute(arguments: [seq, version.rowid])
        if let replacement {
            _ = try insert(replacement.row, resource: version.resource, digest: replacement.digest)
        }
        changes.append(.init(kind: collector.kind, key: key, old: version.digest, new: replacement?.digest))
    }

    private func insert(_ row: RecordRow, resource: Int64, digest: RowDigest) throws -> Int64 {
        var values: [DatabaseValue] = [resource.databaseValue, seq.databaseValue, Data(digest.bytes).databaseValue]
        values.reserveCapacity(values.count + collection.spec.storedIndices.count)
        for index in collection.spec.storedIndices { values.append(row.values[index].databaseValue) }
        try db.cachedStatement(sql: sql.insertVersion).execute(arguments: StatementArguments(values))
        return db.lastInsertedRowID
    }
}
