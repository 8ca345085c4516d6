import TomboRecords

/// A column by which resources of one kind point at resources of another.
struct Relation {
    let from: RecordSpec
    let column: Column
    let reference: Reference
    let to: RecordSpec

    /// `neutron_port.device_id`, part of the contract.
    var name: String { "\(from.kind).\(column.name)" }

    /// Whether one value may hold several references: no index finds such a column backwards.
    var isNested: Bool { column.type == .set || column.type == .json }

    /// The values by which a row of ``from`` points; none where the row means another kind.
    func values(in row: RelatedNode) -> [Value] {
        if let when = reference.when, !when.holds(row[when.column]) { return [] }
        let value = row[column.name]
        let held = isNested ? (value.elements.isEmpty ? [value] : value.elements) : [value]
        let members = reference.member.map { member in held.map { $0[member] } } ?? held
        return members.filter { value in
            switch value {
            case .text(""), .null, .list, .object: false
            default: true
            }
        }
    }

    /// What a row of ``to`` must be pointed at by; nil where it is not meant.
    func handle(of row: RelatedNode) -> Value? {
        if let whose = reference.whose, !whose.holds(row[whose.column]) { return nil }
        let value = reference.column.map { row[$0] } ?? .text(row.key)
        return value.isNull ? nil : value
    }
}

extension [RecordSpec] {
    /// By what resources of `spec` point at others. Kinds that this tombo does not read are left out.
    func relations(from spec: RecordSpec) -> [Relation] {
        spec.columns.flatMap { column in
            column.references.compactMap { reference in
                first { $0.kind == reference.kind }.map {
                    Relation(from: spec, column: column, reference: reference, to: $0)
                }
            }
        }
    }

    /// By what resources of any kind point at those of `spec`.
    ///
    /// Not the events of a log of which not each is worth a line: they are in the way, and `log` tells them.
    func relations(to spec: RecordSpec) -> [Relation] {
        flatMap { from in
            relations(from: from).filter {
                $0.to == spec && (from.ownLineWhen == nil || $0.column.name != from.eventOf)
            }
        }
    }

    /// The columns of a kind that its relations and a line about a resource need.
    func relatedColumns(of spec: RecordSpec) -> [Column] {
        var names = Set(spec.key + [spec.name] + spec.brief)
        for column in spec.columns where !column.references.isEmpty {
            names.insert(column.name)
            for reference in column.references { if let when = reference.when { names.insert(when.column) } }
        }
        for relation in relations(to: spec) {
            if let column = relation.reference.column { names.insert(column) }
            if let whose = relation.reference.whose { names.insert(whose.column) }
        }
        return spec.columns.filter { names.contains($0.name) && $0.fieldClass != .measure }
    }
}

/// A resource as its relations see it.
struct RelatedNode {
    let spec: RecordSpec
    let id: Int64
    let key: String
    let values: [String: Value]

    subscript(column: String) -> Value { values[column] ?? .null }

    /// What people call it; nil where nobody gave it a name.
    var name: String? { values[spec.name]?.text.flatMap { $0.isEmpty ? nil : $0 } }
}
