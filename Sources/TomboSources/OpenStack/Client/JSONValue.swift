import TomboRecords

/// Any JSON, for fields whose shape is the source's own affair.
struct JSONValue: Decodable, Sendable {
    var value: Value

    init(from decoder: any Decoder) throws { value = Self.whole(try Value(from: decoder)) }

    /// A number that is whole is an integer, however it is written: services
    /// do not write it alike from one answer to the next.
    private static func whole(_ value: Value) -> Value {
        switch value {
        case .real(let real): Int64(exactly: real).map(Value.integer) ?? value
        case .list(let elements): .list(elements.map(whole))
        case .object(let fields): .object(fields.map { .init($0.key, whole($0.value)) })
        case .null, .bool, .integer, .text: value
        }
    }

    /// The value; an empty text, with which some services say nothing at
    /// all, is unknown.
    var unlessEmptyText: Value { value == .text("") ? .null : value }
}

extension String {
    /// nil for the empty text with which some services say nothing at all.
    var unlessEmpty: String? { isEmpty ? nil : self }
}

/// A key that is data rather than a name known beforehand: a network, a host,
/// a resource class.
struct AnyKey: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

/// An identity that Nova writes as a number before microversion 2.53 and as a
/// UUID from then on; kept as text.
struct JSONIdentifier: Decodable, Sendable {
    var text: String

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Int64.self) {
            text = String(number)
        } else {
            text = try container.decode(String.self)
        }
    }
}
