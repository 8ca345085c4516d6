/// The members of an object that a record reads, all of them found; good only
/// until the call returns that they were given to.
public struct JSONFields<Member: JSONMember> {
    @usableFromInline let found: FoundMembers

    /// Reads the object at which the decoder of a ``JSONDocument`` stands.
    ///
    /// - Throws: `DecodingError`, as reading by containers does.
    public static func read<Result>(
        _ decoder: any Decoder, _ names: JSONNames, _ body: (JSONFields) throws -> Result
    ) throws -> Result {
        guard let node = decoder as? JSONNode else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "Only a JSONDocument gives such a record."))
        }
        guard node.kind == .object else { throw node.mismatch([String: Any].self, "an object") }
        return try node.document.withPlace(node) { object in
            try withUnsafeTemporaryAllocation(of: Int32.self, capacity: names.names.count) { places in
                names.find(in: object, places)
                return try body(
                    JSONFields(found: FoundMembers(object: object, places: .init(places), names: names.names)))
            }
        }
    }

    /// The value, which must be there.
    @inlinable
    public func required(_ member: Member) throws -> JSONPlace { try found.required(member.rawValue) }

    /// The value; nil where it is missing or null.
    @inlinable
    public func present(_ member: Member) -> JSONPlace? { found.present(member.rawValue) }

    @inlinable
    public func text(_ member: Member) throws -> String { try found.required(member.rawValue).text() }

    @inlinable
    public func textIfPresent(_ member: Member) throws -> String? { try found.present(member.rawValue)?.text() }

    /// nil for an empty text too, with which some services say that there is nothing.
    @inlinable
    public func textUnlessEmpty(_ member: Member) throws -> String? { try found.textUnlessEmpty(member.rawValue) }
}

/// ``JSONFields`` without the type, by number.
@usableFromInline
struct FoundMembers {
    let object: JSONPlace
    let places: UnsafeBufferPointer<Int32>
    let names: [String]

    @usableFromInline
    func required(_ member: Int) throws -> JSONPlace {
        let place = places[member]
        guard place != 0 else { throw object.decoder.missing(JSONKey(stringValue: names[member])) }
        return object.at(place)
    }

    @usableFromInline
    func present(_ member: Int) -> JSONPlace? {
        let place = places[member]
        guard place != 0 else { return nil }
        let value = object.at(place)
        return value.isNull ? nil : value
    }

    @usableFromInline
    func textUnlessEmpty(_ member: Int) throws -> String? {
        guard let value = present(member), !value.isEmptyText else { return nil }
        return try value.text()
    }
}
