/// The members of an object.
struct JSONMembers<Key: CodingKey>: KeyedDecodingContainerProtocol {
    private let object: JSONNode
    /// Where the values stand; only for an object so large that looking through it for each key takes long.
    private let places: [String: Int]?

    init(_ object: JSONNode) {
        self.object = object
        guard object.count > 64 else {
            places = nil
            return
        }
        let document = object.document
        let pairs = document.keys(of: object.place).compactMap { place in
            document.string(place).map { ($0, place + 1) }
        }
        places = Dictionary(pairs) { first, _ in first }
    }

    var codingPath: [any CodingKey] { object.codingPath }

    var allKeys: [Key] {
        var keys: [Key] = []
        keys.reserveCapacity(object.count)
        for place in object.document.keys(of: object.place) {
            // A key that stands twice is found where it stands first.
            guard let name = object.document.string(place), find(name) == place + 1, let key = Key(stringValue: name)
            else { continue }
            keys.append(key)
        }
        return keys
    }

    func contains(_ key: Key) -> Bool { find(key) != nil }

    func decodeNil(forKey key: Key) throws -> Bool { try value(key).kind == .null }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T { try value(key).decode(type) }

    func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
        guard let value = present(key) else { return nil }
        return try value.decode(type)
    }

    // What most fields are, without the way through an initializer.

    func decode(_ type: String.Type, forKey key: Key) throws -> String { try value(key).decode(type) }

    func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? {
        guard let value = present(key) else { return nil }
        return try value.decode(type)
    }

    func decodeIfPresent(_ type: Int64.Type, forKey key: Key) throws -> Int64? {
        guard let value = present(key) else { return nil }
        return try value.decode(type)
    }

    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? {
        guard let value = present(key) else { return nil }
        return try value.decode(type)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { try value(key).container(keyedBy: type) }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try value(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder {
        guard let place = find("super") else { throw object.missing(JSONKey(stringValue: "super")) }
        return object.at(place)
    }

    func superDecoder(forKey key: Key) throws -> any Decoder { try value(key) }

    private func find(_ key: Key) -> Int? { find(key.stringValue) }

    private func find(_ key: String) -> Int? {
        if let places { return places[key] }
        return object.document.member(key, of: object.place)
    }

    private func value(_ key: Key) throws -> JSONNode {
        guard let place = find(key) else { throw object.missing(key) }
        return object.at(place)
    }

    /// nil where the key is missing or null.
    private func present(_ key: Key) -> JSONNode? {
        guard let place = find(key) else { return nil }
        let value = object.at(place)
        return value.kind == .null ? nil : value
    }
}

/// The elements of a list, one after the other.
struct JSONElements: UnkeyedDecodingContainer {
    private let list: JSONNode
    private var next: Int
    private(set) var currentIndex = 0

    init(_ list: JSONNode) throws {
        guard list.kind == .list else { throw list.mismatch([Any].self, "a list") }
        self.list = list
        next = list.place + 1
    }

    var codingPath: [any CodingKey] { list.codingPath }
    var count: Int? { list.count }
    var isAtEnd: Bool { currentIndex == list.count }

    mutating func decodeNil() throws -> Bool {
        let element = try element(Any.self)
        if element.kind == .null { advance() }
        return element.kind == .null
    }

    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
        let value = try element(type).decode(type)
        advance()
        return value
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
        let container = try element(type).container(keyedBy: type)
        advance()
        return container
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        let container = try element([Any].self).unkeyedContainer()
        advance()
        return container
    }

    mutating func superDecoder() throws -> any Decoder {
        let element = try element(Any.self)
        advance()
        return element
    }

    /// The next element; a failure to decode it does not go past it.
    private func element(_ type: Any.Type) throws -> JSONNode {
        guard !isAtEnd else {
            throw DecodingError.valueNotFound(
                type,
                .init(
                    codingPath: codingPath + [JSONKey(intValue: currentIndex)],
                    debugDescription: "The list has no more elements."))
        }
        return list.element(currentIndex, at: next)
    }

    private mutating func advance() {
        next = Int(list.document.nodes[next].next)
        currentIndex += 1
    }
}
