import TomboRecords

/// One line of a resource's relations.
struct Related {
    enum Direction: String {
        /// The resource points there.
        case out
        /// It is pointed at from there.
        case `in`
    }

    /// How the other end stands; raw values are part of the contract.
    enum State: String {
        case present
        /// It is pointed at, and a complete listing of its kind lacks it.
        case missing
        /// It is pointed at and not known, but nobody saw its kind whole.
        case notObserved = "not_observed"
        /// So many more than the lines before it; see ``Related/more``.
        case more
    }

    var relation: Relation
    var direction: Direction
    var state: State
    /// The kind at the other end.
    var spec: RecordSpec
    /// nil where it is not known, or for a count.
    var node: RelatedNode?
    /// What is pointed by, where nothing is found there.
    var pointer: Value = .null
    /// Over which resource, where it is the second step.
    var via: RelatedNode?
    /// How many resources of the relation are not named.
    var more: Int?

    /// What a program gets; keys are stable.
    var value: Value {
        .object([
            .init("relation", .text(relation.name)), .init("direction", .text(direction.rawValue)),
            .init("kind", .text(spec.kind)), .init("key", node.map { .text($0.key) } ?? pointer),
            .init("name", Value(node?.name)), .init("state", .text(state.rawValue)), .init("more", Value(more)),
            .init(
                "via",
                via.map { .object([.init("kind", .text($0.spec.kind)), .init("key", .text($0.key))]) } ?? .null),
            .init("detail", node.map(detail) ?? .null),
        ])
    }

    /// The fields of its short table that say something new.
    private func detail(_ node: RelatedNode) -> Value {
        let fields = node.spec.brief.compactMap { name -> Value.Field? in
            let value = node[name]
            let isPointer = direction == .in && name == relation.column.name
            if name == node.spec.name || isPointer || value.isNull || value == .text("") || value == .list([]) {
                return nil
            }
            return .init(name, value)
        }
        return .object(fields)
    }
}

extension Related {
    static let sectionColumns: [Answer.Column] = [
        .init("relation"), .init("resource"), .init("detail", .json),
    ]

    /// What people read: a word for the relation, a reference that `show` takes, the short table's fields.
    func line(in all: [RecordSpec]) -> Value {
        .object([
            .init("relation", .text((via == nil ? "" : "→ ") + word(all))),
            .init("resource", .text(resource)), .init("detail", node.map(spoken) ?? .null),
        ])
    }

    /// ``detail(_:)`` without what only a program follows (identities of others), and long lists counted.
    private func spoken(_ node: RelatedNode) -> Value {
        guard case .object(let fields) = detail(node) else { return .null }
        return .object(
            fields.compactMap { field in
                let references = node.spec.column(field.key)?.references ?? []
                let isIdentity = references.contains { $0.column == nil && $0.member == nil }
                if isIdentity || field.value.text == node.key { return nil }
                let count = field.value.elements.count
                return count > 4 ? .init(field.key, .text("\(count) of them")) : field
            })
    }

    private var resource: String {
        switch state {
        case .present: spec.reference(node.flatMap(\.name) ?? node?.key ?? "")
        case .missing: "\(spec.word)/\(pointer.text ?? pointer.json) (gone or never there)"
        case .notObserved: "\(spec.word)/\(pointer.text ?? pointer.json) (not observed)"
        case .more: "and \(more ?? 0) more"
        }
    }

    /// The kind's word, unless several columns lead to the kind: then the column is what matters.
    private func word(_ all: [RecordSpec]) -> String {
        let same = all.relations(from: relation.from).filter { $0.to == relation.to }
        let isOnly = Set(same.map(\.column.name)).count == 1
        if isOnly { return spec.word.replacing("-", with: " ") }
        let column = relation.column.name.replacing("_id", with: "").replacing("_", with: " ")
        return direction == .out ? column : "\(spec.word) (\(column))"
    }
}
