/// One field of a record or one cell of an answer.
///
/// ``null`` means *unknown*: nobody measured it, or the source did not say.
/// It is never a stand-in for zero or for an empty text.
public enum Value: Sendable, Hashable {
    case null
    case bool(Bool)
    case integer(Int64)
    case real(Double)
    case text(String)
    case list([Value])
    case object([Field])

    /// One key of an ``object(_:)``; objects keep the order they were made in.
    public struct Field: Sendable, Hashable {
        public var key: String
        public var value: Value

        public init(_ key: String, _ value: Value) {
            self.key = key
            self.value = value
        }
    }
}

extension Value {
    public init(_ text: String?) { self = text.map(Value.text) ?? .null }
    public init(_ integer: Int?) { self = integer.map { .integer(Int64($0)) } ?? .null }
    public init(_ integer: Int64?) { self = integer.map(Value.integer) ?? .null }
    public init(_ real: Double?) { self = real.map(Value.real) ?? .null }
    public init(_ bool: Bool?) { self = bool.map(Value.bool) ?? .null }
    public init(_ texts: [String]?) { self = texts.map { .list($0.map(Value.text)) } ?? .null }
    public init(_ pairs: [String: String]?) {
        self = pairs.map { pairs in .object(pairs.keys.sorted().map { Field($0, .init(pairs[$0])) }) } ?? .null
    }

    public var isNull: Bool {
        if case .null = self { return true }
        return false
    }

    public var text: String? {
        if case .text(let text) = self { return text }
        return nil
    }

    public var integer: Int64? {
        switch self {
        case .integer(let integer): integer
        case .bool(let bool): bool ? 1 : 0
        default: nil
        }
    }

    /// The value of `key`, or ``null`` when this is no object or lacks it.
    public subscript(key: String) -> Value {
        if case .object(let fields) = self { return fields.first { $0.key == key }?.value ?? .null }
        return .null
    }

    /// The elements of a list, or none.
    public var elements: [Value] {
        if case .list(let elements) = self { return elements }
        return []
    }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByNilLiteral, ExpressibleByFloatLiteral, ExpressibleByArrayLiteral
{
    public init(stringLiteral value: String) { self = .text(value) }
    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(nilLiteral: ()) { self = .null }
    public init(floatLiteral value: Double) { self = .real(value) }
    public init(arrayLiteral elements: Value...) { self = .list(elements) }
}
