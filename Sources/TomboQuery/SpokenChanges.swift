import TomboRecords
import TomboStore

/// Names in place of identities in what a diff or a log says in words: `network=user1_net`.
///
/// `old` and `new` stay as they are, for programs. A name is the last that the identity had up to the moment, so that
/// what went together with its network still says which one it was.
struct SpokenChanges {
    private let moment: Moment
    /// Names by kind, cloud and key.
    private var names: [String: [String: [String: String]]] = [:]
    private let specs: [String: RecordSpec]

    init(_ moment: Moment, _ rows: [DiffRow]) throws {
        self.moment = moment
        specs = Dictionary(uniqueKeysWithValues: moment.reader.specs.map { ($0.kind, $0) })
        var wanted: [String: Set<String>] = [:]
        for row in rows {
            for (column, value) in parts(of: row) {
                guard let target = target(of: column) else { continue }
                wanted[target.kind, default: []].formUnion(value.keys)
            }
        }
        for (kind, keys) in wanted where !keys.isEmpty {
            if let spec = specs[kind] { names[kind] = try read(spec, keys) }
        }
    }

    func spoken(_ rows: [DiffRow]) -> [DiffRow] { rows.map(spoken) }

    /// The row, with names in what it says.
    func spoken(_ row: DiffRow) -> DiffRow {
        var row = row
        let cloud = row.cloud ?? moment.cloud ?? ""
        row.oldInWords = words(row.old, row, cloud)
        row.newInWords = words(row.new, row, cloud)
        return row
    }

    private func words(_ value: Value, _ row: DiffRow, _ cloud: String) -> Value {
        guard let spec = specs[row.kind] else { return value }
        if row.change == .changed {
            guard let column = row.field.flatMap(spec.column), let target = target(of: column) else { return value }
            return named(value, target, cloud)
        }
        guard case .object(let fields) = value else { return value }
        return .object(
            fields.map { field in
                guard let column = spec.column(field.key), let target = target(of: column) else { return field }
                let name = named(field.value, target, cloud)
                let word = name == field.value ? field.key : SpokenReferences.word(for: field.key) ?? field.key
                return .init(word, name)
            })
    }

    private func named(_ value: Value, _ target: RecordSpec, _ cloud: String) -> Value {
        func name(_ value: Value) -> Value {
            guard let key = value.text, let name = names[target.kind]?[cloud]?[key], !key.contains(name) else {
                return value
            }
            return .text(name)
        }
        if case .list(let elements) = value { return .list(elements.map(name)) }
        return name(value)
    }

    /// The columns that a row speaks of, with what it says of them.
    private func parts(of row: DiffRow) -> [(Column, Value)] {
        guard let spec = specs[row.kind] else { return [] }
        if row.change == .changed {
            guard let column = row.field.flatMap(spec.column) else { return [] }
            return [(column, row.old), (column, row.new)]
        }
        return [row.old, row.new].flatMap { value -> [(Column, Value)] in
            guard case .object(let fields) = value else { return [] }
            return fields.compactMap { field in spec.column(field.key).map { ($0, field.value) } }
        }
    }

    /// The one kind whose key a column holds, where people call that kind's resources by another name.
    private func target(of column: Column) -> RecordSpec? {
        guard [.text, .set].contains(column.type), column.references.count == 1,
            let reference = column.references.first, reference.column == nil, reference.member == nil,
            reference.when == nil, reference.whose == nil, let spec = specs[reference.kind], spec.key.count == 1,
            spec.key != [spec.name], spec.storedIndices.contains(spec.nameIndex)
        else { return nil }
        return spec
    }

    private func read(_ spec: RecordSpec, _ keys: Set<String>) throws -> [String: [String: String]] {
        let rows = try moment.reader.rows(
            """
            SELECT c.name, r.key, h."\(spec.name)" FROM kind k
            CROSS JOIN cloud c CROSS JOIN json_each(?1) j
            JOIN resource r ON r.cloud_id = c.id AND r.kind_id = k.id AND r.key = j.value
            JOIN \(spec.historyTable) h ON h.resource_id = r.id AND h.valid_from <= ?2
            WHERE k.name = ?3 ORDER BY h.valid_from
            """,
            [
                .text(Value.list(keys.sorted().map { .text($0) }).json), .integer(moment.snapshot.seq),
                .text(spec.kind),
            ])
        var names: [String: [String: String]] = [:]
        for row in rows {
            guard let cloud = row[0].text, let key = row[1].text, let name = row[2].text, !name.isEmpty else {
                continue
            }
            names[cloud, default: [:]][key] = name
        }
        return names
    }
}

extension Value {
    /// The identities in a value: itself, or the elements of a set.
    fileprivate var keys: [String] {
        if case .list(let elements) = self { return elements.compactMap(\.text) }
        return text.map { [$0] } ?? []
    }
}
