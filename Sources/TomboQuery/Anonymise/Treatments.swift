public import TomboRecords

/// The treatment of every column of the kinds there are, worked out from
/// their specs.
public struct Treatments: Sendable {
    private let specs: [String: RecordSpec]

    public init(_ specs: [RecordSpec]) {
        self.specs = Dictionary(specs.map { ($0.kind, $0) }) { first, _ in first }
    }

    /// What happens to a column; hidden where nothing is stated for it.
    public func treatment(of column: Column, in spec: RecordSpec) -> Treatment {
        stated(column, in: spec) ?? .hidden
    }

    /// What is stated for a column, or nil: then somebody who knew it has to say (``TreatmentTable``).
    public func stated(_ column: Column, in spec: RecordSpec) -> Treatment? {
        stated(column, in: spec, depth: 0)
    }

    private func stated(_ column: Column, in spec: RecordSpec, depth: Int) -> Treatment? {
        if let exception = TreatmentTable.exceptions["\(spec.kind).\(column.name)"] { return exception }
        switch column.type {
        case .integer, .real, .boolean, .instant: return .kept
        case .text, .set, .json: break
        }
        if column.fieldClass == .measure { return .kept }
        if !column.references.isEmpty { return referenced(by: column, depth: depth) }
        if column.name == "name" { return .name(Self.noun(of: spec.kind)) }
        if let named = TreatmentTable.byName[column.name] { return named }
        if column.fieldClass == .status, column.type == .text {
            if ["status", "state"].contains(where: { column.name == $0 || column.name.hasSuffix("_" + $0) }) {
                return .kept
            }
            if column.name == "message" || column.name.hasSuffix("_message") { return .message }
        }
        return nil
    }

    /// What holds a resource's key is treated as that key is, or they would not meet again.
    private func referenced(by column: Column, depth: Int) -> Treatment? {
        guard depth < 8 else { return nil }
        var found: Set<Treatment> = []
        for reference in column.references {
            if let member = reference.member {
                guard TreatmentTable.members[member] != nil else { return nil }
                found.insert(.members)
                continue
            }
            guard let target = specs[reference.kind],
                let name = reference.column ?? (target.key.count == 1 ? target.key[0] : nil),
                let column = target.column(name), let stated = stated(column, in: target, depth: depth + 1)
            else { return nil }
            found.insert(stated)
        }
        return found.count == 1 ? found.first : nil
    }

    /// `security-group` for `neutron_security_group`.
    static func noun(of kind: String) -> String {
        kind.split(separator: "_").dropFirst().joined(separator: "-")
    }
}
