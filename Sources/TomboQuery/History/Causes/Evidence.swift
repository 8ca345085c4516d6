import TomboRecords
import TomboStore

/// What tombo has of other kinds, from which causes are read.
struct Evidence {
    let moment: Moment

    /// Rows of a kind with a value in a column or the key, oldest first, as they were in a snapshot.
    ///
    /// From the history and not from the views: the moment of the question may be another one. Without `seq` it is the
    /// moment of the question: an event may be listed a round after the change that it explains, and does not go away.
    func rows(
        _ kind: String, _ columns: [String], where column: String, is value: String, cloud: String, seq: Int64? = nil
    ) throws -> [TableRow] {
        guard let spec = moment.reader.spec(kind) else { return [] }
        let columns = columns.compactMap(spec.column).filter { column in
            spec.storedIndices.contains { spec.columns[$0].name == column.name }
        }
        let isKey = spec.key == [column]
        let names = columns.map { ", h.\"\($0.name)\"" }.joined()
        return try moment.reader.rows(
            """
            SELECT r.id, r.key, h.valid_from\(names) FROM \(spec.historyTable) h JOIN resource r ON r.id = h.resource_id
            JOIN cloud c ON c.id = r.cloud_id
            WHERE \(isKey ? "r.key" : "h.\"\(column)\"") = ?1 AND c.name = ?2
              AND h.valid_from <= ?3 AND (h.valid_to IS NULL OR h.valid_to > ?3) ORDER BY r.id
            """, [.text(value), .text(cloud), .integer(seq ?? moment.snapshot.seq)]
        ).map { row in
            var values = Dictionary(uniqueKeysWithValues: zip(columns.map(\.name), row.dropFirst(3)))
            for column in columns { values[column.name] = values[column.name].map(column.typed) }
            values["valid_from"] = row[2]
            return TableRow(id: row[0].integer ?? 0, key: row[1].text ?? "", values: values)
        }
    }

    /// The last name that an identity had up to the moment; nil where none is known.
    func name(of key: String, _ spec: RecordSpec, cloud: String) throws -> String? {
        guard spec.storedIndices.contains(spec.nameIndex) else { return nil }
        return try moment.reader.rows(
            """
            SELECT h."\(spec.name)" FROM resource r JOIN kind k ON k.id = r.kind_id JOIN cloud c ON c.id = r.cloud_id
            JOIN \(spec.historyTable) h ON h.resource_id = r.id
            WHERE r.key = ?1 AND k.name = ?2 AND c.name = ?3 AND h.valid_from <= ?4 ORDER BY h.valid_from DESC LIMIT 1
            """, [.text(key), .text(spec.kind), .text(cloud), .integer(moment.snapshot.seq)]
        ).first?[0].text
    }

    /// What a user of OpenStack was called; the id where nobody knows the name.
    func user(_ id: String?, _ snapshot: SnapshotInfo) throws -> String? {
        guard let id else { return nil }
        return try rows("keystone_user", ["name"], where: "id", is: id, cloud: snapshot.cloud, seq: snapshot.seq)
            .last?["name"].text ?? id
    }
}

extension TableRow {
    func instant(_ column: String) -> Instant? { self[column].text.flatMap { Instant($0) } }
}
