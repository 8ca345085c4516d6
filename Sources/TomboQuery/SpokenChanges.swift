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
    /// The columns of each kind that hold the key of one other kind, and which that is.
    private let targets: [String: [String: RecordSpec]]

    init(_ moment: Moment, _ rows: [DiffRow]) throws {
        self.moment = moment
        let specs = Dictionary(uniqueKeysWithValues: moment.reader.specs.map { ($0.kind, $0) })
        // Once for each kind: rows are many, and most of their columns point at nothing.
        var targets: [String: [String: RecordSpec]] = [:]
        var wanted: [String: Set<String>] = [:]
        var (kind, columns): (String?, [String: RecordSpec]) = (nil, [:])
        for row in rows {
            if row.kind != kind {
                columns = targets[row.kind] ?? Self.targets(of: row.kind, specs)
                (kind, targets[row.kind]) = (row.kind, columns)
            }
            if columns.isEmpty { continue }
            if row.change == .changed {
                guard let target = row.field.flatMap({ columns[$0]?.kind }) else { continue }
                wanted[target, default: []].formUnion(row.old.keys + row.new.keys)
                continue
            }
            for case .object(let fields) in [row.old, row.new] {
                for field in fields {
                    if let target = columns[field.key]?.kind { wanted[target, default: []].formUnion(field.value.keys) }
                }
            }
        }
        self.targets = targets
        for (kind, keys) in wanted where !keys.isEmpty {
            if let spec = specs[kind] { names[kind] = try read(spec, keys) }
        }
    }

    /// Puts names into what the rows say.
    func speak(_ rows: inout [DiffRow]) {
        if names.isEmpty { return }
        for place in rows.indices { speak(&rows[place]) }
    }

    /// Puts names into what the row says; what has none stays as it is.
    func speak(_ row: inout DiffRow) {
        guard !names.isEmpty, let columns = targets[row.kind], !columns.isEmpty else { return }
        let cloud = row.cloud ?? moment.cloud ?? ""
        if row.change == .changed {
            guard let target = row.field.flatMap({ columns[$0] }) else { return }
            row.oldInWords = named(row.old, target, cloud)
            row.newInWords = named(row.new, target, cloud)
        } else {
            row.oldInWords = words(row.old, columns, cloud)
            row.newInWords = words(row.new, columns, cloud)
        }
    }

    private func words(_ value: Value, _ columns: [String: RecordSpec], _ cloud: String) -> Value {
        guard case .object(let fields) = value else { return value }
        return .object(
            fields.map { field in
                guard let target = columns[field.key] else { return field }
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

    private static func targets(of kind: String, _ specs: [String: RecordSpec]) -> [String: RecordSpec] {
        var targets: [String: RecordSpec] = [:]
        for column in specs[kind]?.columns ?? [] { targets[column.name] = target(of: column, specs) }
        return targets
    }

    /// The one kind whose key a column holds, where people call that kind's resources by another name.
    private static func target(of column: Column, _ specs: [String: RecordSpec]) -> RecordSpec? {
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
