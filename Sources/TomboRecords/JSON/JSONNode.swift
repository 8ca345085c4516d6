/// One value of a ``JSONDocument`` as a decoder sees it.
///
/// Three words, so that it goes into an existential as it is; its path is
/// worked out when an error asks for it.
struct JSONNode: Decoder, SingleValueDecodingContainer {
    let document: JSONDocument
    let node: Int32
    /// The innermost list that this is in, which of its elements, and where that stands: a path needs no counting.
    private(set) var list: Int32 = -1
    private(set) var index: Int32 = 0
    private(set) var element: Int32 = 0

    init(document: JSONDocument, node: Int) {
        self.document = document
        self.node = Int32(node)
    }

    init(_ place: JSONPlace) {
        (document, node) = (place.document, place.node)
        (list, index, element) = (place.list, place.index, place.element)
    }

    private init(_ other: JSONNode, node: Int) {
        (document, list, index, element) = (other.document, other.list, other.index, other.element)
        self.node = Int32(node)
    }

    /// The value at another place of the same element.
    func at(_ node: Int) -> JSONNode { JSONNode(self, node: node) }

    /// Element number `index` of this list, which stands at `node`.
    func element(_ index: Int, at node: Int) -> JSONNode {
        var result = at(node)
        (result.list, result.index, result.element) = (self.node, Int32(index), Int32(node))
        return result
    }

    var place: Int { Int(node) }
    var kind: JSONDocument.Kind { document.nodes[place].kind }
    var count: Int { Int(document.nodes[place].count) }

    var userInfo: [CodingUserInfoKey: Any] { document.userInfo }

    var codingPath: [any CodingKey] {
        var path: [any CodingKey] = []
        var at: Int32 = 0
        while at != node {
            if at == list {
                path.append(JSONKey(intValue: Int(index)))
                at = element
                continue
            }
            let isObject = document.nodes[Int(at)].kind == .object
            var child = Int(at) + 1
            var number = 0
            while document.nodes[child].next <= node {
                child = Int(document.nodes[child].next)
                number += 1
            }
            path.append(
                isObject ? JSONKey(stringValue: document.string(child) ?? "?") : JSONKey(intValue: number))
            at = Int32(isObject ? child + 1 : child)
        }
        return path
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard kind == .object else { throw mismatch([String: Any].self, "an object") }
        return KeyedDecodingContainer(JSONMembers<Key>(self))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { try JSONElements(self) }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }

    func decodeNil() -> Bool { kind == .null }

    func decode<T: Decodable>(_ type: T.Type) throws -> T {
        // A dictionary's own initializer costs more than all of its texts.
        if type == [String: String].self, let texts = try texts() as? T { return texts }
        return try T(from: self)
    }

    func decode(_ type: Bool.Type) throws -> Bool {
        guard kind == .bool else { throw mismatch(type, "true or false") }
        return count == 1
    }

    func decode(_ type: String.Type) throws -> String {
        guard kind == .text else { throw mismatch(type, "a text") }
        guard let text = document.string(place) else { throw corrupted("An escape in the text is half a character.") }
        return text
    }

    func decode(_ type: Double.Type) throws -> Double {
        guard kind == .number else { throw mismatch(type, "a number") }
        guard let number = document.read(place, { $0.real($1) }) else { throw misfit(type) }
        return number
    }

    func decode(_ type: Float.Type) throws -> Float {
        let number = Float(try decode(Double.self))
        guard number.isFinite else { throw misfit(type) }
        return number
    }

    /// Also what is written as `1.0` or `1e2`, if it is whole.
    func decode<T: FixedWidthInteger & Decodable>(_ type: T.Type) throws -> T {
        guard kind == .number else { throw mismatch(type, "a number") }
        let number = document.read(place) { scanner, range -> T? in
            if let integer = scanner.integer(range) { return T(exactly: integer) }
            // Beyond 2^53 a real would lose digits that stand there.
            let (whole, fraction) = scanner.parts(range)
            if fraction.allSatisfy({ $0 == "0" }), let number = T(whole) { return number }
            return scanner.real(range).flatMap { T(exactly: $0) }
        }
        guard let number else { throw misfit(type) }
        return number
    }

    private func texts() throws -> [String: String] {
        guard kind == .object else { throw mismatch([String: Any].self, "an object") }
        var texts = [String: String](minimumCapacity: count)
        for key in document.keys(of: place) {
            guard let name = document.string(key) else { continue }
            let text = try at(key + 1).decode(String.self)
            // Of a key that stands twice the first counts.
            if texts[name] == nil { texts[name] = text }
        }
        return texts
    }

    /// As a ``Value``, with all that is in it.
    func value() throws -> Value {
        switch kind {
        case .null: return .null
        case .bool: return .bool(count == 1)
        case .text: return .text(try decode(String.self))
        case .number:
            if let integer = document.read(place, { $0.integer($1) }) { return .integer(integer) }
            return .real(try decode(Double.self))
        case .list, .object:
            do {
                return try document.read(place) { scanner, _ in
                    var keys = JSONKeys.none
                    return try scanner.value(&keys)
                }
            } catch {
                throw corrupted("A number in it is too large, or an escape is half a character.")
            }
        }
    }
}

extension JSONNode {
    func mismatch(_ type: Any.Type, _ wanted: String) -> DecodingError {
        let found =
            switch kind {
            case .null: "null"
            case .bool: "true or false"
            case .number: "a number"
            case .text: "a text"
            case .list: "a list"
            case .object: "an object"
            }
        let context = DecodingError.Context(
            codingPath: codingPath, debugDescription: "Expected \(wanted), found \(found).")
        return kind == .null ? .valueNotFound(type, context) : .typeMismatch(type, context)
    }

    func missing(_ key: any CodingKey) -> DecodingError {
        .keyNotFound(key, .init(codingPath: codingPath, debugDescription: "There is no such key."))
    }

    private func misfit(_ type: Any.Type) -> DecodingError {
        corrupted("The number \(document.read(place) { $0.digits($1) }) does not fit in \(type).")
    }

    private func corrupted(_ what: String) -> DecodingError {
        .dataCorrupted(.init(codingPath: codingPath, debugDescription: what))
    }
}

/// A step of a path.
struct JSONKey: CodingKey {
    var stringValue: String
    var intValue: Int?

    init(stringValue: String) { self.stringValue = stringValue }

    init(intValue: Int) {
        stringValue = String(intValue)
        self.intValue = intValue
    }
}

extension Value: Decodable {
    /// - Throws: `DecodingError` from any decoder but that of a ``JSONDocument``: others do not tell numbers apart.
    public init(from decoder: any Decoder) throws {
        guard let node = decoder as? JSONNode else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "Only a JSONDocument gives any value."))
        }
        self = try node.value()
    }
}
