/// A JSON document that was read once and is decoded from then on.
///
/// It keeps the bytes and, for each value, where it stands, so that what
/// nobody asks for (most of an answer) costs a look and no memory of its own.
/// The whole grammar is checked when it is made.
///
/// A key that stands twice counts where it stands first. `Data`, `Date` and
/// `URL` have no form of their own here, as they have none in JSON.
public final class JSONDocument: Sendable {
    enum Kind: UInt8 { case null, bool, number, text, list, object }

    /// A value, or a key of an object; what is in a list or an object follows it.
    struct Node {
        /// The first byte of a number, a text within its quotes, or a bracket.
        var start: UInt32
        /// Bytes of a number or text; how many are in a list or object; 1 for `true`.
        var count: UInt32
        /// The node that comes after it and all that is in it; behind a key, the next key.
        var next: UInt32
        var kind: Kind
        var hasEscapes = false
    }

    private let bytes: [UInt8]
    let nodes: [Node]
    let userInfo: [CodingUserInfoKey: any Sendable]

    /// - Parameters:
    ///   - bytes: UTF-8, with a byte order mark or without.
    ///   - userInfo: Shown to what is decoded.
    /// - Throws: Where the bytes are no JSON.
    public init(
        _ bytes: [UInt8], userInfo: [CodingUserInfoKey: any Sendable] = [:]
    ) throws(JSONSyntaxError) {
        // Places are counted in 32 bits.
        guard bytes.count < UInt32.max, (try? UTF8Span(validating: bytes.span)) != nil else {
            throw JSONSyntaxError(offset: 0)
        }
        self.bytes = bytes
        self.userInfo = userInfo
        nodes = try bytes.withUnsafeBufferPointer { bytes throws(JSONSyntaxError) in
            var scanner = JSONScanner(bytes, at: bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0)
            var nodes: [Node] = []
            nodes.reserveCapacity(bytes.count / 12)
            try Self.append(&scanner, to: &nodes)
            try scanner.finish()
            return nodes
        }
    }

    /// Decodes the whole document.
    ///
    /// - Throws: `DecodingError`, as any decoder does.
    public func decode<Body: Decodable>(_ type: Body.Type = Body.self) throws -> Body {
        try Body(from: JSONNode(document: self, node: 0))
    }

    private static func append(
        _ scanner: inout JSONScanner, to nodes: inout [Node]
    ) throws(JSONSyntaxError) {
        let place = nodes.count
        switch try scanner.token() {
        case .null: nodes.append(.init(start: 0, count: 0, next: UInt32(place + 1), kind: .null))
        case .bool(let bool):
            nodes.append(.init(start: 0, count: bool ? 1 : 0, next: UInt32(place + 1), kind: .bool))
        case .number(let range): append(range, .number, to: &nodes)
        case .text(let text): append(text.range, .text, hasEscapes: text.hasEscapes, to: &nodes)
        case .list:
            nodes.append(.init(start: UInt32(scanner.position), count: 0, next: 0, kind: .list))
            var count: UInt32 = 0
            try scanner.list { (scanner) throws(JSONSyntaxError) in
                try append(&scanner, to: &nodes)
                count += 1
            }
            (nodes[place].count, nodes[place].next) = (count, UInt32(nodes.count))
        case .object:
            nodes.append(.init(start: UInt32(scanner.position), count: 0, next: 0, kind: .object))
            var count: UInt32 = 0
            try scanner.object { (scanner, key) throws(JSONSyntaxError) in
                if key.hasEscapes, scanner.string(key) == nil { throw scanner.error }
                let keyPlace = nodes.count
                append(key.range, .text, hasEscapes: key.hasEscapes, to: &nodes)
                try append(&scanner, to: &nodes)
                nodes[keyPlace].next = UInt32(nodes.count)
                count += 1
            }
            (nodes[place].count, nodes[place].next) = (count, UInt32(nodes.count))
        }
    }

    private static func append(
        _ range: Range<Int>, _ kind: Kind, hasEscapes: Bool = false, to nodes: inout [Node]
    ) {
        nodes.append(
            .init(
                start: UInt32(range.lowerBound), count: UInt32(range.count), next: UInt32(nodes.count + 1), kind: kind,
                hasEscapes: hasEscapes))
    }
}

extension JSONDocument {
    /// Gives `body` the place of a node, which is good until it returns.
    func withPlace<Result>(_ node: JSONNode, _ body: (JSONPlace) throws -> Result) rethrows -> Result {
        try bytes.withUnsafeBufferPointer { bytes in
            try nodes.withUnsafeBufferPointer { nodes in
                try withExtendedLifetime(self) { try body(JSONPlace(node, bytes: bytes, nodes: nodes)) }
            }
        }
    }

    /// Reads at the place of a number, text or bracket.
    func read<Result>(_ node: Int, _ body: (inout JSONScanner, Range<Int>) throws -> Result) rethrows -> Result {
        let (start, count) = (Int(nodes[node].start), Int(nodes[node].count))
        return try bytes.withUnsafeBufferPointer { bytes in
            var scanner = JSONScanner(bytes, at: start)
            return try body(&scanner, start..<start + count)
        }
    }

    /// A key or text; nil where an escape in it is half a character.
    func string(_ node: Int) -> String? {
        read(node) { scanner, range in scanner.string(.init(range: range, hasEscapes: nodes[node].hasEscapes)) }
    }

    /// The places of the keys of an object.
    func keys(of object: Int) -> [Int] {
        var place = object + 1
        return (0..<nodes[object].count).map { _ in
            defer { place = Int(nodes[place].next) }
            return place
        }
    }

    /// The place of the value under a key.
    func member(_ key: String, of object: Int) -> Int? {
        var key = key
        return key.withUTF8 { key in
            bytes.withUnsafeBufferPointer { bytes in
                nodes.withUnsafeBufferPointer { nodes in
                    var place = object + 1
                    let end = Int(nodes[object].next)
                    while place < end {
                        let node = nodes[place]
                        if node.hasEscapes {
                            if let name = string(place), name.utf8.elementsEqual(key) { return place + 1 }
                        } else if node.count == key.count, Self.ends(bytes, node, like: key) {
                            return place + 1
                        }
                        place = Int(node.next)
                    }
                    return nil
                }
            }
        }
    }

    /// Compares from the end: keys of one service begin alike.
    private static func ends(
        _ bytes: UnsafeBufferPointer<UInt8>, _ node: Node, like key: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        var index = key.count - 1
        while index >= 0, bytes[Int(node.start) + index] == key[index] { index -= 1 }
        return index < 0
    }
}
