import TomboRecords
import TomboStore

/// Names in place of the identities that columns hold, for tables that people read.
///
/// A table of a port's network and project by their UUIDs says little; the
/// identities stand in the formats for programs and with `--long`.
struct SpokenReferences {
    /// Identities looked up one by one; more than these, and the whole kind is read once.
    private static let fewKeys = 200

    private let moment: Moment

    init(_ moment: Moment) { self.moment = moment }

    /// Speaks of every column that holds the key of one other kind.
    ///
    /// - Parameters:
    ///   - declared: The kind's columns, in the order of the first of `columns`.
    ///   - columns: Renamed where they hold names now: `project_id` to `project`.
    ///   - rows: An identity that nobody knows, or that has no name, stays as it is.
    ///   - cloud: Where each row says its cloud.
    /// - Throws: ``StoreError``.
    func speak(_ declared: [Column], _ columns: inout [Answer.Column], _ rows: inout [[Value]], cloud: Int) throws {
        for (place, column) in declared.enumerated() {
            guard let target = target(of: column), let word = Self.word(for: column.name) else { continue }
            if columns.contains(where: { $0.name == word }) { continue }
            columns[place].name = word
            let names = try names(target, wanted: rows.map { ($0[cloud], $0[place]) })
            for row in rows.indices {
                guard let cloud = rows[row][cloud].text, let key = rows[row][place].text else { continue }
                if let name = names[cloud]?[key] { rows[row][place] = .text(name) }
            }
        }
    }

    /// The one kind whose key a column holds, where people call that kind's resources by another name.
    private func target(of column: Column) -> RecordSpec? {
        guard column.type == .text, column.references.count == 1, let reference = column.references.first,
            reference.column == nil, reference.member == nil, reference.when == nil, reference.whose == nil,
            let spec = moment.reader.spec(reference.kind), spec.key.count == 1, spec.key != [spec.name]
        else { return nil }
        return spec
    }

    static func word(for column: String) -> String? {
        for ending in ["_id", "_uuid"] where column.hasSuffix(ending) { return String(column.dropLast(ending.count)) }
        return nil
    }

    private func names(_ spec: RecordSpec, wanted: [(cloud: Value, key: Value)]) throws -> [String: [String: String]] {
        let keys = Set(wanted.compactMap(\.key.text))
        if keys.isEmpty { return [:] }
        let select = "SELECT cloud, \"\(spec.key[0])\", \"\(spec.name)\" FROM \(spec.kind)"
        var rows: [[Value]] = []
        if keys.count <= Self.fewKeys {
            for key in keys { rows += try moment.reader.rows("\(select) WHERE \"\(spec.key[0])\" = ?1", [.text(key)]) }
        } else {
            rows = try moment.reader.rows(select)
        }
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
