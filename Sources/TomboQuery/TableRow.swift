import TomboRecords
import TomboStore

/// A resource with some of its values.
struct TableRow {
    let id: Int64
    let key: String
    let values: [String: Value]
    subscript(column: String) -> Value { values[column] ?? .null }
}

extension Moment {
    /// Some columns of each resource of a kind, typed; a column that this tombo's kind does not have is unknown.
    func table(
        _ kind: String, _ columns: [String], cloud: String, where condition: String = "1", _ arguments: [Value] = [],
        then ending: String = ""
    ) throws -> [TableRow] {
        guard let spec = reader.spec(kind) else { return [] }
        let columns = columns.compactMap(spec.column)
        let names = columns.map { ", v.\"\($0.name)\"" }.joined()
        // The cloud is the last argument, whatever the condition takes.
        var rows: [TableRow] = []
        try reader.forEachRow(
            """
            SELECT v.resource_id, (SELECT key FROM resource WHERE id = v.resource_id)\(names) FROM \(kind) v
            WHERE (\(condition)) AND v.cloud = ?\(arguments.count + 1)\(ending)
            """, arguments + [.text(cloud)]
        ) { row in
            guard let id = row[0].integer, let key = row[1].text else { return }
            var values: [String: Value] = [:]
            for (index, column) in columns.enumerated() { values[column.name] = column.typed(row[index + 2]) }
            rows.append(TableRow(id: id, key: key, values: values))
        }
        return rows
    }

    /// Key and stored values of each resource, in the order of the columns, one after the other: for many rows of which
    /// nothing is to be kept. What a list or object is stands as its text; a column that the kind does not have is null.
    func forEachRow(
        _ kind: String, _ columns: [String], cloud: String, where condition: String = "1", _ arguments: [Value] = [],
        _ body: (String, [Value]) throws -> Void
    ) throws {
        guard let spec = reader.spec(kind) else { return }
        let names = columns.map { spec.column($0) == nil ? ", NULL" : ", v.\"\($0)\"" }.joined()
        try reader.forEachRow(
            """
            SELECT (SELECT key FROM resource WHERE id = v.resource_id)\(names) FROM \(kind) v
            WHERE (\(condition)) AND v.cloud = ?\(arguments.count + 1)
            """, arguments + [.text(cloud)]
        ) { row in
            if let key = row[0].text { try body(key, Array(row[1...])) }
        }
    }

    /// The same of the resources with these keys; nil for all.
    func forEachRow(
        _ kind: String, _ columns: [String], cloud: String, keys: [String]?,
        _ body: (String, [Value]) throws -> Void
    ) throws {
        guard let keys else { return try forEachRow(kind, columns, cloud: cloud, where: "1", [], body) }
        try forEachRow(
            kind, columns, cloud: cloud, where: Self.hasKey,
            [.text(Value.list(keys.map { .text($0) }).json), .text(kind)],
            body)
    }

    private static let hasKey = """
        v.resource_id IN (SELECT id FROM resource WHERE key IN (SELECT value FROM json_each(?1))
        AND kind_id = (SELECT id FROM kind WHERE name = ?2))
        """

    /// The same of the resources with these keys, which the index finds.
    func rows(_ kind: String, _ columns: [String], cloud: String, keys: [String]) throws -> [TableRow] {
        try table(
            kind, columns, cloud: cloud,
            where: Self.hasKey, [.text(Value.list(keys.map { .text($0) }).json), .text(kind)])
    }
}
