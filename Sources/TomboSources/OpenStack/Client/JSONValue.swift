import TomboRecords

/// Any JSON, for fields whose shape is the source's own affair.
struct JSONValue: Decodable, Sendable {
    var value: Value

    init(from decoder: any Decoder) throws {
        if let container = try? decoder.container(keyedBy: AnyKey.self) {
            value = .object(
                try container.allKeys.map {
                    .init($0.stringValue, try container.decode(JSONValue.self, forKey: $0).value)
                })
            return
        }
        if var container = try? decoder.unkeyedContainer() {
            var elements: [Value] = []
            while !container.isAtEnd { elements.append(try container.decode(JSONValue.self).value) }
            value = .list(elements)
            return
        }
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            value = .null
        } else if let bool = try? container.decode(Bool.self) {
            value = .bool(bool)
        } else if let integer = try? container.decode(Int64.self) {
            value = .integer(integer)
        } else if let real = try? container.decode(Double.self) {
            value = .real(real)
        } else {
            value = .text(try container.decode(String.self))
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
