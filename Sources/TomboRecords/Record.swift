/// A resource as a source describes it, with typed fields.
public protocol Record: Sendable {
    static var spec: RecordSpec { get }

    /// One value for each of `spec.columns`, in their order.
    var values: [Value] { get }

    /// This record as a row of its kind.
    func row() throws(CollectError) -> RecordRow
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
        // Taken once: all rows of a kind count its references, and processors wait for each other there.
        let types = spec.types
        for index in values.indices {
            Self.makeCanonical(&values[index], types[index])
        }
        self.values = values
        let isAlone = spec.keyIndices.count == 1
        var key = ""
        for (place, index) in spec.keyIndices.enumerated() {
            guard let part = Self.keyPart(values[index], alone: isAlone) else {
                throw CollectError(
                    .malformedAnswer, "A \(spec.kind) came without its key `\(spec.columns[index].name)`.",
                    remedy: "Record the answer with `tombo collect --record DIR` and report it.")
            }
            if place == 0 { key = part } else { key += "/" + part }
        }
        self.key = key
    }

    /// Gives a value the form in which it is stored and compared; nearly all have it, and are left where they are.
    private static func makeCanonical(_ value: inout Value, _ type: ColumnType) {
        switch value {
        case .null: return
        case .text(let text):
            switch type {
            case .json, .set: value = json(value)
            case .instant: value = .text((Instant.canonical(text) ?? text).withoutNUL)
            case .text, .integer, .real, .boolean:
                if text.hasNUL { value = .text(text.withoutNUL) }
            }
        case .list, .object:
            guard type == .set || type == .json, !value.isCanonical(sortLists: type == .set) else { return }
            value = value.canonical(sortLists: type == .set)
        case .integer(let integer):
            switch type {
            case .json, .set: value = json(value)
            case .real: value = .real(Double(integer))
            case .text, .integer, .boolean, .instant: return
            }
        case .bool, .real:
            if type == .json || type == .set { value = json(value) }
        }
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
    public func row() throws(CollectError) -> RecordRow { try RecordRow(values, spec: Self.spec) }
}
