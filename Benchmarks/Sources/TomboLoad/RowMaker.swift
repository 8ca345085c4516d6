import TomboRecords
import TomboSources

/// Makes rows of one kind from the columns that matter; the others stay
/// unknown, so that a new column breaks nothing here.
struct RowMaker {
    let spec: RecordSpec
    private let places: [String: Int]

    /// - Precondition: tombo has the kind; which ones it has is program text.
    init(_ kind: String) {
        guard let spec = OpenStackCatalog.specs.first(where: { $0.kind == kind }) else {
            preconditionFailure("tombo reads no \(kind)")
        }
        self.spec = spec
        places = Dictionary(uniqueKeysWithValues: spec.columns.enumerated().map { ($1.name, $0) })
    }

    func row(_ fields: [(column: String, value: Value)]) throws -> RecordRow {
        var values = [Value](repeating: .null, count: spec.columns.count)
        for (column, value) in fields {
            guard let place = places[column] else { preconditionFailure("\(spec.kind) has no \(column)") }
            values[place] = value
        }
        return try RecordRow(values, spec: spec)
    }

    func collection(_ rows: [RecordRow]) -> Collection {
        Collection(
            source: "openstack", spec: spec, result: .complete(rows),
            cost: CollectionCost(requests: 1 + rows.count / 1000, bytes: rows.count * 2400, durationMs: 40))
    }
}
