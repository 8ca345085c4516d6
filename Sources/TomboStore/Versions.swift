import GRDB
public import TomboRecords

/// What a resource was over a run of snapshots.
public struct ResourceVersion: Sendable {
    public var from: Int64
    /// The first snapshot that did not have it so; nil for now.
    public var to: Int64?
    /// One value for each column of the spec, typed; measures are unknown.
    public var values: [Value]
}

extension Reader {
    /// The snapshot that first had a resource; nil where none did.
    public func firstSeen(_ resource: Int64, _ spec: RecordSpec) throws -> Int64? {
        try rows("SELECT min(valid_from) FROM \(spec.historyTable) WHERE resource_id = ?", [.integer(resource)])
            .first?[0].integer
    }

    /// The versions of a resource that began up to `seq`, newest first.
    public func versions(of resource: Int64, spec: RecordSpec, upTo seq: Int64) throws -> [ResourceVersion] {
        let stored = spec.storedIndices
        let columns = stored.map { ", \"\(spec.columns[$0].name)\"" }.joined()
        let key = spec.keyIndices.count == 1 ? try self.key(of: resource) : nil
        var versions: [ResourceVersion] = []
        try forEachRow(
            """
            SELECT valid_from, valid_to\(columns) FROM \(spec.historyTable)
            WHERE resource_id = ?1 AND valid_from <= ?2 ORDER BY valid_from DESC
            """, [.integer(resource), .integer(seq)]
        ) { row in
            guard let from = row[0].integer else { return }
            var values = [Value](repeating: .null, count: spec.columns.count)
            if let key { values[spec.keyIndices[0]] = spec.columns[spec.keyIndices[0]].keyValue(key) }
            for (offset, index) in stored.enumerated() { values[index] = spec.columns[index].typed(row[offset + 2]) }
            // An end that is later than the moment is not known at the moment.
            versions.append(
                ResourceVersion(from: from, to: row[1].integer.flatMap { $0 <= seq ? $0 : nil }, values: values))
        }
        return versions
    }

    /// The newest snapshots after `after` and up to `seq` in which something of a kind changed, newest first.
    ///
    /// From the two interval indexes: what did not change costs nothing.
    public func changedSnapshots(
        of spec: RecordSpec, after: Int64, upTo seq: Int64, cloud: String?, limit: Int
    ) throws -> [Int64] {
        func newest(_ column: String) -> String {
            """
            SELECT * FROM (SELECT DISTINCT h.\(column) AS seq FROM \(spec.historyTable) h
            JOIN snapshot s ON s.seq = h.\(column) JOIN cloud c ON c.id = s.cloud_id
            WHERE h.\(column) > ?1 AND h.\(column) <= ?2 AND (?3 IS NULL OR c.name = ?3) ORDER BY 1 DESC LIMIT ?4)
            """
        }
        return try rows(
            "\(newest("valid_from")) UNION \(newest("valid_to")) ORDER BY 1 DESC LIMIT ?4",
            [.integer(after), .integer(seq), Value(cloud), .integer(Int64(limit))]
        ).compactMap { $0[0].integer }
    }

    /// Kinds that have something of this name or key now: one statement in place of one for each kind.
    ///
    /// At another moment than now it is every kind, as names are indexed only
    /// where they are in use.
    public func kinds(naming name: String, among specs: [RecordSpec]) throws -> [RecordSpec] {
        guard shadowed == nil, specs.count > 1 else { return specs }
        let named = specs.filter { $0.storedIndices.contains($0.nameIndex) }.map { spec in
            "SELECT '\(spec.kind)' WHERE EXISTS (SELECT 1 FROM \(spec.historyTable) "
                + "WHERE valid_to IS NULL AND \"\(spec.name)\" = ?1)"
        }
        let keyed = """
            SELECT k.name FROM cloud c CROSS JOIN kind k
            WHERE EXISTS (SELECT 1 FROM resource r WHERE r.cloud_id = c.id AND r.kind_id = k.id AND r.key = ?1)
            """
        let found = Set(
            try rows((named + [keyed]).joined(separator: " UNION ALL "), [.text(name)]).compactMap { $0[0].text })
        return specs.filter { found.contains($0.kind) }
    }

    /// Resources of a kind that a name or a key ever meant, up to a snapshot.
    public func everCalled(
        _ name: String, spec: RecordSpec, upTo seq: Int64, cloud: String?
    ) throws -> [(id: Int64, cloud: String, key: String)] {
        let isStored = spec.storedIndices.contains(spec.nameIndex)
        let byName = isStored ? "h.\"\(spec.name)\" = ?1 OR r.key = ?1" : "r.key = ?1"
        return try rows(
            """
            SELECT DISTINCT r.id, c.name, r.key FROM \(spec.historyTable) h JOIN resource r ON r.id = h.resource_id
            JOIN cloud c ON c.id = r.cloud_id
            WHERE (\(byName)) AND h.valid_from <= ?2 AND (?3 IS NULL OR c.name = ?3) ORDER BY 2, 3 LIMIT 50
            """, [.text(name), .integer(seq), Value(cloud)]
        ).compactMap { row in
            guard let id = row[0].integer, let cloud = row[1].text, let key = row[2].text else { return nil }
            return (id, cloud, key)
        }
    }
}
