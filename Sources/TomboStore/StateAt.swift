public import TomboRecords

extension Reader {
    /// What a kind's resources in a cloud had in some columns at snapshot `seq`, by key; values as the spec types them.
    ///
    /// Costs what is alive and what changed since, however long the history is: for moments not long ago.
    public func values(
        of columns: [String], kind: String, cloud: String, at seq: Int64
    ) throws -> [String: [Value]] {
        guard let spec = spec(kind) else { return [:] }
        let asked = columns.compactMap { name in spec.columns.first { $0.name == name } }
        let selected = (["r.key"] + asked.map { "h.\"\($0.name)\"" }).joined(separator: ", ")
        func sql(_ condition: String, by index: String) -> String {
            """
            SELECT \(selected) FROM \(spec.historyTable) h INDEXED BY \(kind)_\(index)
            CROSS JOIN resource r ON r.id = h.resource_id CROSS JOIN cloud c ON c.id = r.cloud_id
            WHERE \(condition) AND h.valid_from <= ?1 AND c.name = ?2
            """
        }
        var values: [String: [Value]] = [:]
        for sql in [sql("h.valid_to IS NULL", by: "now"), sql("h.valid_to > ?1", by: "to")] {
            try forEachRow(sql, [.integer(seq), .text(cloud)]) { row in
                guard let key = row[0].text else { return }
                values[key] = zip(asked, row.dropFirst()).map { $0.typed($1) }
            }
        }
        return values
    }

    /// The newest snapshot of a cloud that began at `instant` or before; the oldest one where none did.
    public func snapshot(of cloud: String, begunBy instant: Instant) throws -> SnapshotInfo? {
        let sql = "SELECT s.seq FROM snapshot s JOIN cloud c ON c.id = s.cloud_id WHERE c.name = ?1"
        let found = try rows(
            sql + " AND s.started_at <= ?2 ORDER BY s.seq DESC LIMIT 1", [.text(cloud), .integer(instant.milliseconds)])
        let oldest = try found.first ?? rows(sql + " ORDER BY s.seq LIMIT 1", [.text(cloud)]).first
        return try oldest?[0].integer.flatMap { try snapshot(seq: $0) }
    }
}
