import Foundation
import GRDB
import TomboRecords

/// Turns one listing into versions: writes what changed, ends what a complete
/// listing lacks, leaves alone what nobody looked at.
struct KindWriter {
    /// A resource, and its version that is valid now.
    private typealias Alive = (resource: Int64, rowid: Int64)

    private let db: Database
    private let collection: TomboRecords.Collection
    private let collector: Registry.Collector
    private let seq: Int64
    private let sql: KindSQL
    private var statements: KindStatements
    private var digester: RowDigester
    /// Versions that end here, and what takes their place; not written yet.
    private var ending = EndingVersions()

    private(set) var changes: [ChainLink.Change] = []
    /// Ids of the resources in the listing, for a partial one only.
    private(set) var seenSet: [UInt8]?
    /// Resources that another collector listed last.
    private(set) var moved: [Int64] = []
    /// Resource ids beside their rows, where the kind has measures.
    private(set) var measured: [(resource: Int64, row: RecordRow)] = []

    init(_ db: Database, collection: TomboRecords.Collection, collector: Registry.Collector, seq: Int64) throws {
        self.db = db
        self.collection = collection
        self.collector = collector
        self.seq = seq
        sql = KindSQL(collection.spec)
        statements = KindStatements(sql)
        digester = RowDigester(spec: collection.spec)
    }

    mutating func write() throws {
        switch collection.result {
        case .failed, .skipped: return
        case .complete(let rows):
            var live = try loadLive()
            _ = try apply(rows, to: &live)
            let ends = collection.spec.accumulates ? 0..<0 : live.versions.indices
            for place in ends where !live.versions[place].wasSeen {
                try close(live.versions[place], key: live.key(place), replacement: nil)
            }
        case .partial(let rows, _):
            var live = try loadLive()
            seenSet = SeenSet.encode(try apply(rows, to: &live))
        }
        try writeEnding()
    }

    private func loadLive() throws -> LiveSet {
        if collection.spec.accumulates {
            return try LiveSet(db, sql: sql.liveByKey, collector, namedBy: collection.rows)
        }
        return try LiveSet(db, sql: sql.live, collector: collector.id, about: collection.rows.count)
    }

    /// - Returns: the ids of the resources that were seen.
    private mutating func apply(_ rows: [RecordRow], to live: inout LiveSet) throws -> [Int64] {
        let hasMeasures = !collection.spec.measureIndices.isEmpty
        var ids: [Int64] = []
        ids.reserveCapacity(rows.count)
        let digests = RowDigester.digests(of: rows, spec: collection.spec)
        for (row, digest) in zip(rows, digests) {
            let resource: Int64
            if let place = try live.place(of: row.key, find: { try find($0)?.id }) {
                let known = live.versions[place]
                // A key that stands twice in a listing: the runner has told the differing ones apart already.
                if known.wasSeen { continue }
                live.markSeen(place)
                resource = known.resource
                if known.digest != digest { try change(known, to: row, digest: digest) }
            } else {
                let version = try admit(row, digest: digest)
                live.add(row.key, resource: version.resource, rowid: version.rowid, digest: digest)
                resource = version.resource
            }
            ids.append(resource)
            if hasMeasures { measured.append((resource, row)) }
        }
        return ids
    }

    /// A new version of what was listed before.
    ///
    /// What a partial listing leaves out of a row it did not see: to a lesser
    /// role Neutron shows a network without its physical network. Unknown
    /// there never takes the place of what is known; that a field has really
    /// become empty, the next complete listing says. So it is with a row's
    /// columns that the source says it cannot see.
    private mutating func change(_ known: LiveSet.Version, to row: RecordRow, digest: RowDigest) throws {
        var isPartial = false
        if case .partial = collection.result { isPartial = true }
        let silent = collection.spec.silentIndices(in: row.values, isPartial: isPartial)
        var (row, digest) = (row, digest)
        if !silent.isEmpty {
            let missing = silent.filter { row.values[$0].isNull }
            row = try RecordRow(with(missing, row.values, from: known.rowid), spec: collection.spec)
            digest = digester.digest(row.values)
        }
        if try digest == known.digest || isOnlyTouched(row, known) { return }
        try close(known, key: row.key, replacement: (digest, row))
    }

    /// Whether the source says that it touched a resource, and nothing else differs: no change of the cloud.
    private mutating func isOnlyTouched(_ row: RecordRow, _ known: LiveSet.Version) throws -> Bool {
        let stamps = collection.spec.stampIndices
        return try !stamps.isEmpty && digester.digest(with(stamps, row.values, from: known.rowid)) == known.digest
    }

    /// The values of a row, and in some columns those of a stored version.
    private func with(_ taken: [Int], _ values: [Value], from rowid: Int64) throws -> [Value] {
        if taken.isEmpty { return values }
        let spec = collection.spec
        let columns = taken.map { "\"\(spec.columns[$0].name)\"" }.joined(separator: ", ")
        let statement = try db.makeStatement(sql: "SELECT \(columns) FROM \(spec.historyTable) WHERE rowid = \(rowid)")
        var filled = values
        try RowStepper(statement).forEach(db) { stored in
            for (place, index) in taken.enumerated() { filled[index] = spec.columns[index].typed(stored[place]) }
        }
        return filled
    }

    /// A row that this collector has nothing alive for: new, come back, or listed by another source until now.
    private mutating func admit(_ row: RecordRow, digest: RowDigest) throws -> Alive {
        guard let known = try register(row.key) else {
            return try begin(row, resource: db.lastInsertedRowID, digest: digest)
        }
        // What is looked up from here on has to be written.
        try writeEnding()
        if known.collector != collector.id {
            try db.execute(
                sql: "INSERT OR IGNORE INTO resource_move (resource_id, seq, collector_id) VALUES (?, ?, ?)",
                arguments: [known.id, seq, known.collector])
            try db.execute(
                sql: "UPDATE resource SET collector_id = ? WHERE id = ?", arguments: [collector.id, known.id])
            moved.append(known.id)
            if let taken = try takeOver(known.id, row: row, digest: digest) { return taken }
        }
        return try reopen(known.id, row: row, digest: digest) ?? begin(row, resource: known.id, digest: digest)
    }

    /// - Returns: the resource that has the key already; nil when it was entered just now.
    private mutating func register(_ key: String) throws -> (id: Int64, collector: Int64)? {
        let insert = try statements.insertResource(db)
        try insert.bind(collector.cloudID, at: 1)
        try insert.bind(collector.kindID, at: 2)
        try insert.bind(key, at: 3)
        try insert.bind(collector.id, at: 4)
        if try insert.run() == 1 { return nil }
        return try find(key)
    }

    /// The resource of the cloud and kind that has the key, whether it is alive or not, and who listed it last.
    private func find(_ key: String) throws -> (id: Int64, collector: Int64)? {
        try Row.fetchOne(
            db.cachedStatement(
                sql: "SELECT id, collector_id FROM resource WHERE cloud_id = ? AND kind_id = ? AND key = ?"),
            arguments: [collector.cloudID, collector.kindID, key]
        ).map { ($0[0], $0[1]) }
    }

    /// The first version of a resource, or the first after it was gone.
    private mutating func begin(_ row: RecordRow, resource: Int64, digest: RowDigest) throws -> Alive {
        let rowid = try insert(row, resource: resource, digest: digest)
        changes.append(.init(kind: collector.kind, key: row.key, old: nil, new: digest))
        return (resource, rowid)
    }

    /// A resource that another source of the cloud has alive: goes on, whatever the sources are called.
    private mutating func takeOver(_ id: Int64, row: RecordRow, digest: RowDigest) throws -> Alive? {
        let alive = try Row.fetchOne(db.cachedStatement(sql: sql.liveVersion), arguments: [id])
        guard let alive, let old = RowDigest(bytes: alive[1] as Data) else { return nil }
        let rowid: Int64 = alive[0]
        if old == digest { return (id, rowid) }
        if alive[2] as Int64 == seq {
            // Two sources list it in one snapshot and disagree: the later one's word stands, as one version.
            try db.execute(sql: "DELETE FROM \(sql.table) WHERE rowid = ?", arguments: [rowid])
            changes.append(.init(kind: collector.kind, key: row.key, old: old, new: nil))
            return nil
        }
        try close(rowid, of: id, key: row.key, old: old, replacement: (digest, row))
        return (id, rowid)
    }

    /// A resource that another source of the cloud ended in this very snapshot moved here; it did not go.
    private mutating func reopen(_ id: Int64, row: RecordRow, digest: RowDigest) throws -> Alive? {
        let ended = try Row.fetchOne(db.cachedStatement(sql: sql.lastVersion), arguments: [id])
        guard let ended, ended[2] == seq, let old = RowDigest(bytes: ended[1] as Data) else { return nil }
        var rowid: Int64 = ended[0]
        if old == digest {
            try db.execute(sql: "UPDATE \(sql.table) SET valid_to = NULL WHERE rowid = ?", arguments: [rowid])
        } else {
            rowid = try insert(row, resource: id, digest: digest)
        }
        changes.append(.init(kind: collector.kind, key: row.key, old: nil, new: digest))
        return (id, rowid)
    }

    private mutating func close(
        _ version: LiveSet.Version, key: String, replacement: (digest: RowDigest, row: RecordRow)?
    ) throws {
        try close(version.rowid, of: version.resource, key: key, old: version.digest, replacement: replacement)
    }

    private mutating func close(
        _ rowid: Int64, of resource: Int64, key: String, old: RowDigest,
        replacement: (digest: RowDigest, row: RecordRow)?
    ) throws {
        ending.add(rowid, replacement.map { (resource, $0.digest, $0.row) })
        if ending.isFull { try writeEnding() }
        changes.append(.init(kind: collector.kind, key: key, old: old, new: replacement?.digest))
    }

    /// First all ends, as no resource may have two versions that are valid now.
    private mutating func writeEnding() throws {
        if ending.isEmpty { return }
        let close = try statements.closeVersions(db)
        try close.bind(seq, at: 1)
        try close.bind(ending.rowids, at: 2)
        try close.run()
        for next in ending.removeAll() { _ = try insert(next.row, resource: next.resource, digest: next.digest) }
    }

    private mutating func insert(_ row: RecordRow, resource: Int64, digest: RowDigest) throws -> Int64 {
        let insert = try statements.insertVersion(db)
        try insert.bind(resource, at: 1)
        try insert.bind(seq, at: 2)
        try insert.bind(digest, at: 3)
        var number: Int32 = 4
        for index in collection.spec.storedIndices {
            try insert.bind(row.values[index], at: number)
            number += 1
        }
        try insert.run()
        return db.lastInsertedRowID
    }
}
