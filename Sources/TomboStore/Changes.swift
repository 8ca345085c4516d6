import GRDB
public import TomboRecords

/// What became of one resource between two snapshots.
public struct ResourceChange: Sendable {
    public var resource: Int64
    public var cloud: String
    public var key: String
    /// One value for each column of the spec, typed; nil when it was not there.
    public var old: [Value]?
    public var new: [Value]?

    public init(resource: Int64, cloud: String, key: String, old: [Value]?, new: [Value]?) {
        self.resource = resource
        self.cloud = cloud
        self.key = key
        self.old = old
        self.new = new
    }
}

extension Reader {
    /// Resources of a kind that differ between two snapshots, in no order.
    ///
    /// Costs what changed, not what exists: candidates come from the two
    /// interval indexes, never from a scan. Something that came and went
    /// between the two, or changed and changed back, does not differ.
    ///
    /// `a` may be later than `b`: then the difference is read backwards.
    ///
    /// With `onlyWhatDiffers` fields that are alike on both sides are left
    /// unknown on both, all but the name: of most resources that changed that
    /// is nearly all, and reading them costs more than finding them.
    public func changes(
        of spec: RecordSpec, from a: Int64, to b: Int64, cloud: String? = nil, onlyWhatDiffers: Bool = false
    ) throws -> [ResourceChange] {
        if a > b {
            let backwards = try changes(of: spec, from: b, to: a, cloud: cloud, onlyWhatDiffers: onlyWhatDiffers)
            return backwards.map { change in
                var change = change
                (change.old, change.new) = (change.new, change.old)
                return change
            }
        }
        let stored = spec.storedIndices
        func columns(_ alias: String) -> String {
            ([alias + ".rowid"] + stored.map { "\(alias).\"\(spec.columns[$0].name)\"" }).joined(separator: ", ")
        }
        func version(_ alias: String, at moment: String) -> String {
            """
            LEFT JOIN \(spec.historyTable) \(alias) ON \(alias).rowid = (
              SELECT rowid FROM \(spec.historyTable) WHERE resource_id = ids.id AND valid_from <= \(moment)
              ORDER BY valid_from DESC LIMIT 1) AND (\(alias).valid_to IS NULL OR \(alias).valid_to > \(moment))
            """
        }
        let sql = """
            WITH ids(id) AS (
              SELECT resource_id FROM \(spec.historyTable) WHERE valid_from > ?1 AND valid_from <= ?2
              UNION
              SELECT resource_id FROM \(spec.historyTable)
              WHERE valid_to IS NOT NULL AND valid_to > ?1 AND valid_to <= ?2)
            SELECT ids.id, c.name, r.key, \(columns("o")), \(columns("n")) FROM ids
            CROSS JOIN resource r ON r.id = ids.id CROSS JOIN cloud c ON c.id = r.cloud_id
            \(version("o", at: "?1"))
            \(version("n", at: "?2"))
            WHERE o.digest IS NOT n.digest AND (?3 IS NULL OR c.name = ?3)
            """
        var changes: [ResourceChange] = []
        let (oldStart, newStart) = (Int32(3), Int32(4 + stored.count))
        try forEachStoredRow(sql, [.integer(a), .integer(b), Value(cloud)]) { row in
            let key = row.text(2)
            var empty = [Value](repeating: .null, count: spec.columns.count)
            if spec.keyIndices.count == 1 {
                empty[spec.keyIndices[0]] = spec.columns[spec.keyIndices[0]].keyValue(key)
            }
            var old = row.isNull(oldStart) ? nil : empty
            var new = row.isNull(newStart) ? nil : empty
            let isBoth = old != nil && new != nil
            for (offset, index) in stored.enumerated() {
                let (oldPlace, newPlace) = (oldStart + Int32(1 + offset), newStart + Int32(1 + offset))
                let isSame = isBoth && row.holdsSame(oldPlace, newPlace)
                if isSame, onlyWhatDiffers, index != spec.nameIndex { continue }
                let column = spec.columns[index]
                if old != nil { old?[index] = column.typed(row.value(oldPlace)) }
                // Most fields are alike on both sides: they are read, and their JSON understood, once.
                if new != nil { new?[index] = isSame ? old?[index] ?? .null : column.typed(row.value(newPlace)) }
            }
            changes.append(ResourceChange(resource: row.integer(0), cloud: row.text(1), key: key, old: old, new: new))
        }
        return changes
    }
}

extension TomboRecords.Column {
    /// A single key is kept as text with the resource; here it has its own type again.
    func keyValue(_ key: String) -> Value {
        type == .integer ? Int64(key).map(Value.integer) ?? .text(key) : .text(key)
    }
}
