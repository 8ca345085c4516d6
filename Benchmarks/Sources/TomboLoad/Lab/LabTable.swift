import TomboRecords

/// All rows of one kind of the simulated lab, with their fields by name.
struct LabTable {
    let source: String
    let spec: RecordSpec
    private(set) var rows: [RecordRow]
    private let places: [String: Int]
    private let cost: CollectionCost

    /// A kind that the recordings leave out (it is newer than they are) begins empty.
    init(_ collection: TomboRecords.Collection) {
        source = collection.source
        spec = collection.spec
        rows = collection.rows
        cost = collection.cost
        places = Dictionary(uniqueKeysWithValues: collection.spec.columns.enumerated().map { ($1.name, $0) })
    }

    func collection(_ dice: inout Dice) -> TomboRecords.Collection {
        // What a poll costs differs from poll to poll, as the real ones' does.
        let cost = CollectionCost(
            requests: max(1, cost.requests), bytes: max(200, cost.bytes + dice.roll(64)),
            durationMs: 20 + dice.roll(60))
        return TomboRecords.Collection(source: source, spec: spec, result: .complete(rows), cost: cost)
    }

    /// - Precondition: the kind has the column; which ones it has is program text.
    private func place(_ column: String) -> Int {
        guard let place = places[column] else { preconditionFailure("\(spec.kind) has no \(column)") }
        return place
    }

    subscript(row: Int, column: String) -> Value { rows[row].values[place(column)] }

    /// The rows in which a column has a value.
    func indices(where column: String, is value: Value) -> [Int] {
        let place = place(column)
        return rows.indices.filter { rows[$0].values[place] == value }
    }

    mutating func set(_ row: Int, _ fields: [(column: String, value: Value)]) throws {
        var values = rows[row].values
        for (column, value) in fields { values[place(column)] = value }
        rows[row] = try RecordRow(values, spec: spec)
    }

    /// Adds to a measure; one that is unknown stays so.
    mutating func add(_ difference: Int64, to column: String, of row: Int) throws {
        guard let old = self[row, column].integer else { return }
        try set(row, [(column, .integer(max(0, old + difference)))])
    }

    /// A further row; what is not said of it is unknown.
    mutating func append(_ fields: [(column: String, value: Value)]) throws {
        var values = [Value](repeating: .null, count: spec.columns.count)
        for (column, value) in fields { values[place(column)] = value }
        rows.append(try RecordRow(values, spec: spec))
    }

    /// Copies of some rows in which texts are replaced, wherever they stand.
    mutating func copy(_ copied: [RecordRow], replacing texts: [String: String]) throws {
        for row in copied {
            rows.append(try RecordRow(row.values.map { Self.replaced($0, texts) }, spec: spec))
        }
    }

    mutating func remove(where column: String, is value: Value) {
        let place = place(column)
        rows.removeAll { $0.values[place] == value }
    }

    private static func replaced(_ value: Value, _ texts: [String: String]) -> Value {
        switch value {
        case .text(let text):
            if let new = texts[text] { return .text(new) }
            // Disks are called after their server, with something behind it.
            for (old, new) in texts where text.hasPrefix(old) && old.count > 30 {
                return .text(new + text.dropFirst(old.count))
            }
            return value
        case .list(let elements): return .list(elements.map { replaced($0, texts) })
        case .object(let fields): return .object(fields.map { .init($0.key, replaced($0.value, texts)) })
        case .null, .bool, .integer, .real: return value
        }
    }
}
