/// The text is no JSON; `offset` is the byte that cannot stand where it does.
public struct JSONSyntaxError: Error, Hashable {
    public var offset: Int
}

/// The grammar of JSON (RFC 8259), and nothing but it: what is read becomes a
/// ``Value`` or a ``JSONDocument`` elsewhere.
///
/// It believes that the bytes are UTF-8.
struct JSONScanner {
    enum Token {
        case null
        case bool(Bool)
        case number(Range<Int>)
        case text(Text)
        /// Stands at its bracket, for ``list(_:)`` or ``object(_:)`` to go through.
        case list, object
    }

    /// What stands between two quotes.
    struct Text {
        var range: Range<Int>
        var hasEscapes: Bool
    }

    /// Deeper is no document but an attack on the stack.
    static let depthLimit = 512

    let bytes: UnsafeBufferPointer<UInt8>
    private(set) var position: Int
    private var depth = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    var error: JSONSyntaxError { JSONSyntaxError(offset: position) }

    /// The next value, or how it begins.
    mutating func token() throws(JSONSyntaxError) -> Token {
        skipSpace()
        guard position < bytes.count else { throw error }
        switch bytes[position] {
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "{"): return .object
        case UInt8(ascii: "["): return .list
        case UInt8(ascii: "t"):
            try word("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try word("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try word("null")
            return .null
        default: return .number(try number())
        }
    }

    /// Goes through a list; `element` reads one value.
    mutating func list(
        _ element: (inout JSONScanner) throws(JSONSyntaxError) -> Void
    ) throws(JSONSyntaxError) {
        try descend()
        if !skip(UInt8(ascii: "]")) {
            repeat { try element(&self) } while skip(UInt8(ascii: ","))
            guard skip(UInt8(ascii: "]")) else { throw error }
        }
        depth -= 1
    }

    /// Goes through an object; `member` gets a key and reads its value.
    mutating func object(
        _ member: (inout JSONScanner, Text) throws(JSONSyntaxError) -> Void
    ) throws(JSONSyntaxError) {
        try descend()
        if !skip(UInt8(ascii: "}")) {
            repeat {
                skipSpace()
                guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { throw error }
                let key = try text()
                guard skip(UInt8(ascii: ":")) else { throw error }
                try member(&self, key)
            } while skip(UInt8(ascii: ","))
            guard skip(UInt8(ascii: "}")) else { throw error }
        }
        depth -= 1
    }

    /// Nothing but space may come any more.
    mutating func finish() throws(JSONSyntaxError) {
        skipSpace()
        if position != bytes.count { throw error }
    }

    private mutating func descend() throws(JSONSyntaxError) {
        guard depth < Self.depthLimit else { throw error }
        depth += 1
        position += 1
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0a, 0x0d: position += 1
            default: return
            }
        }
    }

    /// Whether that byte came, behind any space.
    private mutating func skip(_ byte: UInt8) -> Bool {
        skipSpace()
        return take(byte)
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func word(_ word: StaticString) throws(JSONSyntaxError) {
        for place in 0..<word.utf8CodeUnitCount {
            guard take(word.utf8Start[place]) else { throw error }
        }
    }

    private mutating func number() throws(JSONSyntaxError) -> Range<Int> {
        let start = position
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) { try digits() }
        if take(UInt8(ascii: ".")) { try digits() }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            try digits()
        }
        return start..<position
    }

    private mutating func digits() throws(JSONSyntaxError) {
        let start = position
        while position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) {
            position += 1
        }
        if position == start { throw error }
    }

    private mutating func text() throws(JSONSyntaxError) -> Text {
        position += 1
        let start = position
        var hasEscapes = false
        while true {
            skipPlain()
            if take(UInt8(ascii: "\"")) { return Text(range: start..<position - 1, hasEscapes: hasEscapes) }
            guard take(UInt8(ascii: "\\")), position < bytes.count else { throw error }
            hasEscapes = true
            switch bytes[position] {
            case UInt8(ascii: "u"):
                guard JSONEscape.unit(bytes, at: position + 1) != nil else { throw error }
                position += 5
            case let letter:
                guard JSONEscape.byte(letter) != nil else { throw error }
                position += 1
            }
        }
    }

    /// On to the next quote, backslash or control character, eight bytes at a time.
    private mutating func skipPlain() {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        let raw = UnsafeRawBufferPointer(bytes)
        while position + 8 <= raw.count {
            let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            let quote = word ^ (ones &* 0x22)
            let backslash = word ^ (ones &* 0x5c)
            // A byte of which one is subtracted has its high bit then only if it was 0; a false one comes behind a true.
            let found =
                ((quote &- ones) & ~quote | (backslash &- ones) & ~backslash | (word &- ones &* 0x20) & ~word) & highs
            if found != 0 {
                position += found.trailingZeroBitCount / 8
                return
            }
            position += 8
        }
        while position < bytes.count {
            let byte = bytes[position]
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return }
            position += 1
        }
    }
}
