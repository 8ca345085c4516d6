/// One value of a ``JSONDocument``, while a record reads it.
///
/// For the kinds that come by the ten thousand: `Codable` makes a container
/// for each object and counts references for each field, which costs several
/// times what the reading does. A place is plain memory, so it must not
/// outlive the call that it was given to. What is not as it should be is left
/// to the decoder to say: errors are the same, with the same paths.
public struct JSONPlace {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let nodes: UnsafeBufferPointer<JSONDocument.Node>
    unowned(unsafe) let document: JSONDocument
    let node: Int32
    let list: Int32
    let index: Int32
    let element: Int32

    init(
        _ node: JSONNode, bytes: UnsafeBufferPointer<UInt8>, nodes: UnsafeBufferPointer<JSONDocument.Node>
    ) {
        (self.bytes, self.nodes, document, self.node) = (bytes, nodes, node.document, node.node)
        (list, index, element) = (node.list, node.index, node.element)
    }

    private init(_ other: JSONPlace, node: Int32, list: Int32, index: Int32, element: Int32) {
        (bytes, nodes, document, self.node) = (other.bytes, other.nodes, other.document, node)
        (self.list, self.index, self.element) = (list, index, element)
    }

    /// The value at another place of the same element.
    func at(_ node: Int32) -> JSONPlace {
        JSONPlace(self, node: node, list: list, index: index, element: element)
    }

    var value: JSONDocument.Node { nodes[Int(node)] }

    /// As the decoder sees it, which takes its time.
    var decoder: JSONNode { JSONNode(self) }
}

extension JSONPlace {
    public var isNull: Bool { value.kind == .null }
    public var isEmptyText: Bool { value.kind == .text && value.count == 0 }

    public func text() throws -> String {
        let value = value
        guard value.kind == .text, !value.hasEscapes else { return try decoder.decode(String.self) }
        return String(decoding: UnsafeBufferPointer(rebasing: bytes(of: value)), as: UTF8.self)
    }

    public func integer() throws -> Int64 {
        let value = value
        // The longest that cannot overflow; what is longer, or no whole number, takes the long way.
        guard value.kind == .number, value.count <= 18 else { return try decoder.decode(Int64.self) }
        let digits = bytes(of: value)
        let isNegative = digits.first == UInt8(ascii: "-")
        var number: Int64 = 0
        for byte in isNegative ? digits.dropFirst() : digits {
            let digit = byte &- UInt8(ascii: "0")
            guard digit < 10 else { return try decoder.decode(Int64.self) }
            number = number &* 10 &+ Int64(digit)
        }
        return isNegative ? -number : number
    }

    public func bool() throws -> Bool {
        let value = value
        return value.kind == .bool ? value.count == 1 : try decoder.decode(Bool.self)
    }

    /// Any type, by its own initializer.
    public func decode<T: Decodable>(_ type: T.Type) throws -> T { try decoder.decode(type) }

    func bytes(of node: JSONDocument.Node) -> Slice<UnsafeBufferPointer<UInt8>> {
        bytes[Int(node.start)..<Int(node.start) + Int(node.count)]
    }
}

extension JSONPlace {
    /// What `body` makes of each element of this list.
    public func map<Result>(_ body: (JSONPlace) throws -> Result) throws -> [Result] {
        var results: [Result] = []
        results.reserveCapacity(Int(value.count))
        try forEach { results.append(try body($0)) }
        return results
    }

    /// Each element of this list.
    public func forEach(_ body: (JSONPlace) throws -> Void) throws {
        guard value.kind == .list else { throw decoder.mismatch([Any].self, "a list") }
        var place = node + 1
        for index in 0..<Int32(value.count) {
            try body(JSONPlace(self, node: place, list: node, index: index, element: place))
            place = Int32(nodes[Int(place)].next)
        }
    }

    /// Each member of this object whose names are data; of a name that stands twice the first.
    public func forEachMember(_ body: (String, JSONPlace) throws -> Void) throws {
        guard value.kind == .object else { throw decoder.mismatch([String: Any].self, "an object") }
        try forEachKey { key in
            guard let name = name(key) else { return }
            if value.count == 1 || document.member(name, of: Int(node)) == Int(key) + 1 { try body(name, at(key + 1)) }
        }
    }

    /// This object of texts, its members in the order of their names.
    public func texts() throws -> Value {
        guard value.kind == .object else { throw decoder.mismatch([String: Any].self, "an object") }
        var fields: [Value.Field] = []
        fields.reserveCapacity(Int(value.count))
        try forEachKey { key in
            guard let name = name(key) else { return }
            fields.append(.init(name, .text(try at(key + 1).text())))
        }
        let isSorted = fields.indices.dropFirst().allSatisfy { fields[$0 - 1].key < fields[$0].key }
        if isSorted { return .object(fields) }
        let unique = Dictionary(fields.map { ($0.key, $0) }) { first, _ in first }
        return .object(unique.values.sorted { $0.key < $1.key })
    }

    /// The member of this object, which has few; nil where there is none.
    public func member(_ name: StaticString) throws -> JSONPlace? {
        guard value.kind == .object else { throw decoder.mismatch([String: Any].self, "an object") }
        var found: Int32?
        forEachKey { key in
            if found == nil, isName(key, name) { found = key + 1 }
        }
        return found.map(at)
    }

    /// The member that must be there.
    public func required(_ name: StaticString) throws -> JSONPlace {
        if let place = try member(name) { return place }
        throw decoder.missing(JSONKey(stringValue: "\(name)"))
    }

    /// The member unless it is null.
    public func present(_ name: StaticString) throws -> JSONPlace? {
        guard let place = try member(name), !place.isNull else { return nil }
        return place
    }

    func forEachKey(_ body: (Int32) throws -> Void) rethrows {
        var key = node + 1
        for _ in 0..<value.count {
            try body(key)
            key = Int32(nodes[Int(key)].next)
        }
    }

    /// The name at the place of a key.
    func name(_ key: Int32) -> String? {
        let value = nodes[Int(key)]
        if value.hasEscapes { return document.string(Int(key)) }
        return String(decoding: UnsafeBufferPointer(rebasing: bytes(of: value)), as: UTF8.self)
    }

    private func isName(_ key: Int32, _ name: StaticString) -> Bool {
        let name = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        let value = nodes[Int(key)]
        if value.hasEscapes { return document.string(Int(key))?.utf8.elementsEqual(name) == true }
        return Int(value.count) == name.count && JSONNames.areSame(bytes(of: value), name)
    }

    /// Bytes and length of a key without escapes.
    func plainName(_ key: Int32) -> UnsafeBufferPointer<UInt8>? {
        let value = nodes[Int(key)]
        return value.hasEscapes ? nil : UnsafeBufferPointer(rebasing: bytes(of: value))
    }
}
