import TomboRecords

/// The versions of one resource at two moments, in SQLite's own memory.
///
/// The columns of each are its digest and then the stored columns of the kind.
struct VersionPair {
    var resource: Int64
    var cloud: String
    var key: String
    /// nil where it was not there.
    var old: StoredRow?
    var new: StoredRow?

    /// Where the stored columns of a kind begin.
    static let firstColumn: Int32 = 1
}

extension Reader {
    /// Every resource of a kind of which two moments have different versions, in no order.
    ///
    /// Costs what changed, not what exists: the versions come from the two
    /// interval indexes, never from a scan, and each is read once. Rows are
    /// good until `body` returns.
    func forEachPair(
        of spec: RecordSpec, from a: Int64, to b: Int64, cloud: String?, _ body: (VersionPair) throws -> Void
    ) throws {
        if a > b {
            return try forEachPair(of: spec, from: b, to: a, cloud: cloud) { pair in
                var pair = pair
                swap(&pair.old, &pair.new)
                try body(pair)
            }
        }
        // Most kinds did not change: the long query is not even prepared for them.
        let hasEnded = try !rows(
            "SELECT 1 FROM \(spec.historyTable) WHERE valid_to IS NOT NULL AND valid_to > ?1 AND valid_to <= ?2 LIMIT 1",
            [.integer(a), .integer(b)]
        ).isEmpty
        var began = try versionsThatBegan(spec, a, b)
        if !hasEnded, began.isEmpty { return }
        var clouds: [Int64: String] = [:]
        for row in try rows("SELECT id, name FROM cloud") { if let id = row[0].integer { clouds[id] = row[1].text } }
        let columns = spec.storedIndices.map { ", v.\"\(spec.columns[$0].name)\"" }.joined()
        func identity(_ row: StoredRow) -> VersionPair? {
            guard let name = clouds[row.integer(1)], cloud == nil || name == cloud else { return nil }
            return VersionPair(resource: row.integer(0), cloud: name, key: row.text(2))
        }
        if hasEnded {
            let newStart = Int32(4 + spec.storedIndices.count)
            try forEachStoredRow(Self.ended(spec, columns), [.integer(a), .integer(b)]) { row in
                let new = row.from(newStart)
                began.removeValue(forKey: row.integer(0))
                // Without a digest it is no version: nothing of the resource is left at the later moment.
                let isGone = new.isNull(0)
                guard isGone || !row.from(3).holdsSame(0, as: new), var pair = identity(row) else { return }
                pair.old = row.from(3)
                pair.new = isGone ? nil : new
                try body(pair)
            }
        }
        if began.isEmpty { return }
        let numbers = Value.list(began.values.sorted().map(Value.integer)).json
        try forEachStoredRow(Self.numbered(spec, columns), [.text(numbers)]) { row in
            guard var pair = identity(row) else { return }
            pair.new = row.from(3)
            try body(pair)
        }
    }

    /// The row of the version that began in `(a, b]` and is there at `b`, by resource.
    private func versionsThatBegan(_ spec: RecordSpec, _ a: Int64, _ b: Int64) throws -> [Int64: Int64] {
        var began: [Int64: Int64] = [:]
        try forEachStoredRow(
            """
            SELECT resource_id, rowid FROM \(spec.historyTable)
            WHERE valid_from > ?1 AND valid_from <= ?2 AND (+valid_to IS NULL OR +valid_to > ?2)
            """, [.integer(a), .integer(b)]
        ) { began[$0.integer(0)] = $0.integer(1) }
        return began
    }

    /// Versions that were there at `?1` and ended up to `?2`, each beside what the resource is at `?2`. A plus keeps
    /// SQLite from the index of the column.
    private static func ended(_ spec: RecordSpec, _ columns: String) -> String {
        let old = columns.replacing(", v.", with: ", o.")
        let new = columns.replacing(", v.", with: ", n.")
        return """
            SELECT o.resource_id, r.cloud_id, r.key, o.digest\(old), n.digest\(new)
            FROM \(spec.historyTable) o CROSS JOIN resource r ON r.id = o.resource_id
            LEFT JOIN \(spec.historyTable) n ON n.rowid = (
              SELECT rowid FROM \(spec.historyTable) WHERE resource_id = o.resource_id AND valid_from <= ?2
              ORDER BY valid_from DESC LIMIT 1) AND (n.valid_to IS NULL OR n.valid_to > ?2)
            WHERE o.valid_to IS NOT NULL AND o.valid_to > ?1 AND o.valid_to <= ?2 AND +o.valid_from <= ?1
            """
    }

    /// Versions by their rows' numbers, a JSON list.
    private static func numbered(_ spec: RecordSpec, _ columns: String) -> String {
        """
        SELECT v.resource_id, r.cloud_id, r.key, v.digest\(columns)
        FROM \(spec.historyTable) v CROSS JOIN resource r ON r.id = v.resource_id
        WHERE v.rowid IN (SELECT value FROM json_each(?1))
        """
    }
}
