public import TomboRecords

extension Redactor {
    /// A JSON document without secrets and with everything else: objects keep
    /// their keys and order, null, booleans and empty texts stay, since that
    /// nothing is set is a fact and no secret.
    public func json(_ value: Value) -> Value {
        switch value {
        case .text(let text): return .text(self.text(text))
        case .list(let elements): return .list(elements.map(json))
        case .object(let fields):
            let namesSecret = fields.contains { field in
                RedactionRules.nameMembers.contains(field.key.lowercased())
                    && field.value.text.map { KeyRedaction.rule(for: $0) != nil } == true
            }
            return .object(
                fields.map { field in
                    if namesSecret, RedactionRules.valueMembers.contains(field.key.lowercased()) {
                        return .init(text(field.key), everything(field.value))
                    }
                    return .init(text(field.key), json(field.value, under: KeyRedaction.rule(for: field.key)))
                })
        case .null, .bool, .integer, .real: return value
        }
    }

    /// Whether ``json(_:)`` would change nothing, where that shows at a look.
    func isClean(_ value: Value) -> Bool {
        switch value {
        case .text(let text): isClean(text)
        case .list(let elements): elements.allSatisfy(isClean)
        case .object(let fields):
            fields.allSatisfy { field in
                KeyRedaction.rule(for: field.key) == nil && isClean(field.key) && !namesMember(field.key)
                    && isClean(field.value)
            }
        case .null, .bool, .integer, .real: true
        }
    }

    private func namesMember(_ key: String) -> Bool {
        // They are short, and making a key lower case costs more than the rest of the look.
        key.utf8.count <= 4 && RedactionRules.nameMembers.contains(key.lowercased())
    }

    private func json(_ value: Value, under rule: RedactionRules.KeyRule?) -> Value {
        guard let rule else { return json(value) }
        if rule.reach == .everything { return everything(value) }
        switch value {
        case .text(let text): return text.isEmpty ? value : .text(Self.placeholder)
        case .integer, .real: return rule.reach == .scalars ? .text(Self.placeholder) : value
        case .list(let elements): return .list(elements.map { json($0, under: rule) })
        case .object(let fields):
            let members = RedactionRules.valueMembers.union(rule.members)
            let (secret, open) = (fields.map { members.contains($0.key.lowercased()) }, json(value))
            guard case .object(let readOn) = open else { return open }
            return .object(
                zip(zip(fields, readOn), secret).map { pair, isSecret in
                    isSecret ? .init(pair.0.key, everything(pair.0.value)) : pair.1
                })
        case .null, .bool: return value
        }
    }

    /// The shape of `value` with every text and number in it replaced.
    private func everything(_ value: Value) -> Value {
        switch value {
        case .text(let text): text.isEmpty ? value : .text(Self.placeholder)
        case .integer, .real: .text(Self.placeholder)
        case .list(let elements): .list(elements.map(everything))
        case .object(let fields): .object(fields.map { .init(text($0.key), everything($0.value)) })
        case .null, .bool: value
        }
    }
}
