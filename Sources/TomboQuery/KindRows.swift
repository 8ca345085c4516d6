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

extension KindRows {
    /// Every row at the moment as an answer shows it: ``columns`` in `order`, then the cloud, then when it was
    /// last seen; sorted like ``forEach(where:_:_:)``.
    func listed(_ order: [Int]) throws -> [[Value]] {
        let seen = try moment.reader.lastSeen(kind: spec.kind, at: moment.snapshot.seq)
        var spoken: [Int64: Value] = [:]
        func lastSeen(_ resource: Int64) -> Value {
            guard let snapshot = seen[resource] else { return .null }
            if let known = spoken[snapshot.seq] { return known }
            let value = Value.text(snapshot.finishedAt.iso8601)
            spoken[snapshot.seq] = value
            return value
        }
        let ofAll: Value? = seen.isSameForAll ? lastSeen(0) : nil
        let shown = order.map { columns[$0] }
        let keys = (spec.isPartOfAnother ? spec.key : [spec.name]).compactMap(spec.column)
        // What is not shown is read as well where rows are sorted by it.
        let beside = keys.filter { !shown.contains($0) }
        let read = shown + beside
        let places = keys.compactMap(read.firstIndex)
        // Sorted here: SQLite would carry every row through its sorter whole. The cloud first, where there are several.
        let isOneCloud = try moment.reader.clouds().count == 1
        var sorting = RowSorting(by: (isOneCloud ? [] : [read.count]) + places)
        try moment.reader.forEachAlive(of: spec, read, cloud: moment.cloud) { row in
            guard let id = row[read.count + 1].integer else { return }
            row[read.count + 1] = ofAll ?? lastSeen(id)
            sorting.add(row, resource: id)
        }
        let rows = sorting.sorted()
        if beside.isEmpty { return rows }
        return rows.map { row in Array(row[..<shown.count] + row[read.count...]) }
    }
}

extension Answer.Column {
    init(_ column: Column, isBrief: Bool) {
        self.init(column.name, column.type, unit: column.unit, isBrief: isBrief)
    }
}
