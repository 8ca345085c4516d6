import TomboRecords
import TomboStore

/// The order of the lines of a diff: by name as people order names, then by cloud and key; the same on every run.
///
/// Places are sorted and not the changes: these are large, and would be moved again and again.
struct DiffOrder {
    /// Where each change stands among those that were given, the first one first.
    let places: [Int]

    init(_ differences: [ResourceDifference], _ spec: RecordSpec) {
        self.init(
            names: differences.map { Self.name($0, spec) },
            isBefore: { (differences[$0].cloud, differences[$0].key) < (differences[$1].cloud, differences[$1].key) })
    }

    init(_ changes: [ResourceChange], _ spec: RecordSpec) {
        self.init(
            names: changes.map { change in
                (change.new ?? change.old).flatMap { Self.label($0[spec.nameIndex], spec) } ?? change.key
            }, isBefore: { (changes[$0].cloud, changes[$0].key) < (changes[$1].cloud, changes[$1].key) })
    }

    private init(names: [String], isBefore: (Int, Int) -> Bool) {
        places = names.indices.sorted { a, b in
            let order = NaturalOrder.compare(names[a], names[b])
            return order != 0 ? order < 0 : isBefore(a, b)
        }
    }

    /// What a person calls the resource, at the later moment where it was there.
    static func name(_ difference: ResourceDifference, _ spec: RecordSpec) -> String {
        let name =
            switch difference.what {
            case .appeared(let values), .gone(let values): values[spec.nameIndex]
            case .changed(_, let name): name
            }
        return label(name, spec) ?? difference.key
    }

    /// The name, where it is one; a part, and what has no name (most ports), is called by its whole key.
    static func label(_ name: Value, _ spec: RecordSpec) -> String? {
        guard !spec.isPartOfAnother, let name = name.text, !name.isEmpty else { return nil }
        return name
    }
}
