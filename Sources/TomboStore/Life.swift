import GRDB
public import TomboRecords

/// What a resource's versions say of its life up to a snapshot.
public struct Life: Sendable {
    /// The first snapshot that had it; when it came about is earlier.
    public var firstSeen: SnapshotInfo?
    /// The snapshot that first had it as it is.
    public var lastChanged: SnapshotInfo?
    public var versions: Int
}

extension Reader {
    /// The identity under which the source lists a resource.
    public func key(of resource: Int64) throws -> String? {
        try String.fetchOne(db, sql: "SELECT key FROM resource WHERE id = ?", arguments: [resource])
    }

    public func life(of resource: Int64, spec: RecordSpec, at seq: Int64) throws -> Life {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT min(valid_from), max(valid_from), count(*) FROM \(spec.historyTable)
                WHERE resource_id = ? AND valid_from <= ?
                """, arguments: [resource, seq])
        guard let row, let first = row[0] as Int64?, let last = row[1] as Int64? else {
            return Life(firstSeen: nil, lastChanged: nil, versions: 0)
        }
        return Life(firstSeen: try snapshot(seq: first), lastChanged: try snapshot(seq: last), versions: row[2])
    }
}
