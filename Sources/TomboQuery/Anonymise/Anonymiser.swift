public import TomboRecords
import TomboStore

/// Makes answers that can be given to a stranger: names, addresses and
/// identities are replaced one to one, everywhere alike, and all that was
/// joined stays joined.
///
/// First ``learn(_:)`` meets every value that the history of the cloud has,
/// so that a name is found in a text although its resource is long gone.
/// docs/decisions/0014-anonymise.md says what is kept and what the limits are.
public struct Anonymiser {
    private let treatments: Treatments
    private let specs: [RecordSpec]
    private var replacer: Replacer

    public init(_ mapping: Mapping, specs: [RecordSpec]) {
        self.specs = specs
        treatments = Treatments(specs)
        replacer = Replacer(mapping)
    }

    /// The mapping with all that was met since.
    public var mapping: Mapping { replacer.names.mapping }

    /// Meets all values of the cloud of a moment, now and in its history.
    public mutating func learn(_ moment: Moment) throws {
        var columns: [(spec: RecordSpec, column: Column, treatment: Treatment)] = []
        for spec in specs {
            for index in spec.columns.indices where !spec.measureIndices.contains(index) {
                let column = spec.columns[index]
                if [.text, .set, .json].contains(column.type) {
                    columns.append((spec, column, treatments.treatment(of: column, in: spec)))
                }
            }
        }
        func own(_ column: Column, _ spec: RecordSpec) -> Bool {
            column.name == spec.name || spec.key.contains(column.name)
        }
        // What is called so itself gives the name to what only points at it.
        let phases = [
            columns.filter { $0.treatment.order == 0 },
            columns.filter { $0.treatment.order == 1 && own($0.column, $0.spec) },
            columns.filter { $0.treatment.order == 1 && !own($0.column, $0.spec) },
        ]
        for phase in phases {
            for (spec, column, treatment) in phase { try meet(moment, spec, column, treatment) }
            _ = replacer.settle()
        }
        for (spec, column, treatment) in columns where treatment == .kept {
            try forEachValue(moment, spec, column) { value in
                for word in [value] + value.elements { if let text = word.text { replacer.keepWord(text) } }
            }
        }
        let texts = columns.filter { $0.treatment.order == 2 && $0.treatment != .kept }
        repeat {
            for (spec, column, treatment) in texts { try meet(moment, spec, column, treatment) }
        } while replacer.settle()
    }

    private mutating func meet(
        _ moment: Moment, _ spec: RecordSpec, _ column: Column, _ treatment: Treatment
    ) throws {
        try forEachValue(moment, spec, column) { _ = replace($0, treatment) }
    }

    /// Each value once that a column ever had in the cloud.
    private func forEachValue(
        _ moment: Moment, _ spec: RecordSpec, _ column: Column, _ body: (Value) -> Void
    ) throws {
        let isKey = spec.key == [column.name]
        let sql =
            isKey
            ? """
            SELECT r.key FROM resource r JOIN cloud c ON c.id = r.cloud_id JOIN kind k ON k.id = r.kind_id
            WHERE c.name = ?1 AND k.name = ?2 ORDER BY r.key
            """
            : """
            SELECT DISTINCT h."\(column.name)" FROM "\(spec.historyTable)" h JOIN resource r ON r.id = h.resource_id
            JOIN cloud c ON c.id = r.cloud_id JOIN kind k ON k.id = r.kind_id WHERE c.name = ?1 AND k.name = ?2
            """
        try moment.reader.forEachRow(sql, [.text(moment.snapshot.cloud), .text(spec.kind)]) { row in
            body(column.typed(row[0]))
        }
    }

    // MARK: Answers

    /// A table of a kind, its rows in an order that tells nothing of the names before.
    public mutating func replace(_ answer: Answer, of spec: RecordSpec) -> Answer {
        let own = answer.columns.map { column -> Treatment in
            if column.name == "cloud" { return .name("cloud") }
            if column.name == "last_seen" { return .kept }
            return spec.column(column.name).map { treatments.treatment(of: $0, in: spec) } ?? .hidden
        }
        var answer = replace(answer, own)
        let keys = ([spec.name] + spec.key).compactMap { name in answer.columns.firstIndex { $0.name == name } }
        answer.rows = answer.rows.map { row in (keys.map { row[$0].json }.joined(separator: " "), row) }
            .sorted { $0.0 < $1.0 }.map(\.1)
        return answer
    }

    /// Any table, by one treatment a column.
    public mutating func replace(_ answer: Answer, _ treatments: [Treatment]) -> Answer {
        var made = answer
        repeat {
            made.rows = answer.rows.map { row in
                row.indices.map { index in
                    let isSet = answer.columns[index].type == .set
                    let value = replace(row[index], treatments[index])
                    return isSet ? value.canonical(sortLists: true) : value
                }
            }
        } while replacer.settle()
        return made
    }

    private mutating func replace(_ value: Value, _ treatment: Treatment) -> Value {
        switch value {
        case .null, .bool, .integer, .real: return value
        case .text(let text): return .text(replacer.text(text, treatment))
        case .list(let elements): return .list(elements.map { replace($0, treatment) })
        case .object(let fields):
            return .object(
                fields.map { field in
                    switch treatment {
                    case .kept: field
                    case .keyed(let key, let value):
                        .init(replacer.text(field.key, key), replace(field.value, value))
                    case .members: .init(field.key, replace(field.value, TreatmentTable.members[field.key] ?? .hidden))
                    default: .init(replacer.text(field.key, .hidden), replace(field.value, .hidden))
                    }
                }
            ).canonical(sortLists: false)
        }
    }
}
