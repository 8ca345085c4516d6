import TomboRecords
import TomboStore

/// Reads rows of one kind at a moment, each with when it was last seen.
struct KindRows {
    let spec: RecordSpec
    /// The columns to read; the others cost nothing.
    var columns: [Column]
    let moment: Moment

    init(_ spec: RecordSpec, columns: [String]? = nil, moment: Moment) {
        self.spec = spec
        self.columns = columns.map { wanted in spec.columns.filter { wanted.contains($0.name) } } ?? spec.columns
        self.moment = moment
    }

    struct Row {
        var id: Int64
        var cloud: String
        var values: [Value]
        var lastSeen: SnapshotInfo?
    }

    func forEach(where condition: String = "1", _ arguments: [Value] = [], _ body: (Row) throws -> Void) throws {
        let seen = try moment.reader.lastSeen(kind: spec.kind, at: moment.snapshot.seq)
        let names = columns.map { ", \"\($0.name)\"" }.joined()
        let order = spec.isPartOfAnother ? spec.key.map { "\"\($0)\"" }.joined(separator: ", ") : "\"\(spec.name)\""
        let cloud = moment.cloud == nil ? "" : " AND cloud = ?\(arguments.count + 1)"
        let typed = columns.map { column in column.type == .boolean || column.type == .set || column.type == .json }
        try moment.reader.forEachRow(
            """
            SELECT resource_id, cloud\(names) FROM \(spec.kind) WHERE \(condition)\(cloud)
            ORDER BY cloud, \(order), resource_id
            """, arguments + (moment.cloud.map { [.text($0)] } ?? [])
        ) { row in
            guard let id = row[0].integer, let cloud = row[1].text else { return }
            var values = Array(row.dropFirst(2))
            for index in values.indices where typed[index] { values[index] = columns[index].typed(values[index]) }
            try body(Row(id: id, cloud: cloud, values: values, lastSeen: seen[id]))
        }
    }
}

extension Answer.Column {
    init(_ column: Column, isBrief: Bool) {
        self.init(column.name, column.type, unit: column.unit, isBrief: isBrief)
    }
}
