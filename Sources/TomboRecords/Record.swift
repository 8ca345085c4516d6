/// A resource as a source describes it, with typed fields.
public protocol Record: Sendable {
    static var spec: RecordSpec { get }

    /// One value for each of `spec.columns`, in their order.
    var values: [Value] { get }
}

/// A record without its Swift type: what a listing hands to the store.
public struct RecordRow: Sendable, Hashable {
    /// Identity within the kind; see ``RecordSpec/key``.
    public let key: String
    /// Canonical values, one for each column of the spec.
    public let values: [Value]

    /// - Throws: ``CollectError`` with code `malformedAnswer` when a part of
    ///   the key is unknown: such a row could not be told from another.
    public init(_ values: [Value], spec: RecordSpec) throws(CollectError) {
        precondition(values.count == spec.columns.count, "\(spec.kind): \(values.count) values for its columns")
        var values = values
        for index in values.indices {
            switch (spec.columns[index].type, values[index]) {
            case (.set, .list): values[index] = values[index].canonical(sortLists: true)
            case (.json, .list), (.json, .object): values[index] = values[index].canonical(sortLists: false)
            case (.set, .object): values[index] = values[index].canonical(sortLists: true)
            case (.json, .null), (.set, .null): break
            case (.json, let scalar), (.set, let scalar): values[index] = Self.json(scalar)
            case (.instant, .text(let text)): values[index] = .text((Instant.canonical(text) ?? text).withoutNUL)
            case (_, .text(let text)): values[index] = .text(text.withoutNUL)
            case (.real, .integer(let integer)): values[index] = .real(Double(integer))
            default: break
            }
        }
        self.values = values
        var parts: [String] = []
        for index in spec.keyIndices {
            guard let part = Self.keyPart(values[index], alone: spec.keyIndices.count == 1) else {
                throw CollectError(
                    .malformedAnswer, "A \(spec.kind) came without its key `\(spec.columns[index].name)`.",
                    remedy: "Record the answer with `tombo collect --record DIR` and report it.")
            }
            parts.append(part)
        }
        key = parts.count == 1 ? parts[0] : parts.joined(separator: "/")
    }

    /// What stands where an object or a list is usual, as the JSON text that
    /// is stored of it. Some services write their JSON into a text.
    private static func json(_ scalar: Value) -> Value {
        guard let text = scalar.text else { return .text(scalar.json) }
        switch Value(json: text) {
        case .some(.list(let elements)): return Value.list(elements).canonical(sortLists: false)
        case .some(.object(let fields)): return Value.object(fields).canonical(sortLists: false)
        case .some(let other): return .text(other.json)
        case nil: return .text(scalar.json)
        }
    }

    /// A single key stands as it is; parts of a longer one must not contain
    /// the separator, or two resources could share a key.
    private static func keyPart(_ value: Value, alone: Bool) -> String? {
        switch value {
        case .text(let text) where !text.isEmpty:
            if alone || !text.utf8.contains(UInt8(ascii: "/")) { return text }
            return text.split(separator: "/", omittingEmptySubsequences: false).joined(separator: "%2F")
        case .integer(let integer): return String(integer)
        default: return nil
        }
    }
}

extension Record {
    /// This record as a row of its kind.
    public func row() throws(CollectError) -> RecordRow { try RecordRow(values, spec: Self.spec) }
}
