extension Value {
    /// Compact JSON text, object keys in the order they stand.
    ///
    /// Written by hand because it is the hot path of the store and of every
    /// machine format, and because Foundation's encoder cannot keep the order
    /// of keys. Numbers that JSON cannot say (NaN, infinities) become `null`.
    public var json: String {
        var out: [UInt8] = []
        appendJSON(to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    /// Appends ``json`` as UTF-8.
    public func appendJSON(to out: inout [UInt8]) {
        switch self {
        case .null: out.append(contentsOf: "null".utf8)
        case .bool(let bool): out.append(contentsOf: (bool ? "true" : "false").utf8)
        case .integer(let integer): out.append(contentsOf: String(integer).utf8)
        case .real(let real): out.append(contentsOf: Self.jsonNumber(real).utf8)
        case .text(let text): Self.appendQuoted(text, to: &out)
        case .list(let elements):
            out.append(UInt8(ascii: "["))
            for index in elements.indices {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                elements[index].appendJSON(to: &out)
            }
            out.append(UInt8(ascii: "]"))
        case .object(let fields):
            out.append(UInt8(ascii: "{"))
            for index in fields.indices {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                Self.appendQuoted(fields[index].key, to: &out)
                out.append(UInt8(ascii: ":"))
                fields[index].value.appendJSON(to: &out)
            }
            out.append(UInt8(ascii: "}"))
        }
    }

    static func jsonNumber(_ real: Double) -> String {
        guard real.isFinite else { return "null" }
        // "1.0" and "1e+16" are both JSON; Swift's shortest form round-trips.
        return real.description
    }

    private static let hex = Array("0123456789abcdef".utf8)

    private static func appendQuoted(_ text: String, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        let isNative: Void? = text.utf8.withContiguousStorageIfAvailable { bytes in
            // What needs no escape, nearly always all of it, goes over in one piece.
            var start = 0
            for (place, byte) in bytes.enumerated() where byte < 0x20 || byte == 0x22 || byte == 0x5c {
                out.append(contentsOf: bytes[start..<place])
                appendEscaped(byte, to: &out)
                start = place + 1
            }
            out.append(contentsOf: bytes[start...])
        }
        if isNative == nil { for byte in text.utf8 { append(byte, to: &out) } }
        out.append(UInt8(ascii: "\""))
    }

    private static func append(_ byte: UInt8, to out: inout [UInt8]) {
        if byte < 0x20 || byte == 0x22 || byte == 0x5c { appendEscaped(byte, to: &out) } else { out.append(byte) }
    }

    private static func appendEscaped(_ byte: UInt8, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\n"): out.append(UInt8(ascii: "n"))
        case UInt8(ascii: "\r"): out.append(UInt8(ascii: "r"))
        case UInt8(ascii: "\t"): out.append(UInt8(ascii: "t"))
        case 0..<0x20:
            out.append(contentsOf: "u00".utf8)
            out.append(hex[Int(byte >> 4)])
            out.append(hex[Int(byte & 15)])
        default: out.append(byte)
        }
    }
}

extension Value {
    /// The same value with object keys sorted, recursively, and, where
    /// `sortLists` says that order means nothing, lists sorted too.
    public func canonical(sortLists: Bool) -> Value {
        switch self {
        case .list(let elements):
            // A list that is only in another order keeps its elements, which is what a new list costs.
            let isInner = elements.allSatisfy { $0.isCanonical(sortLists: sortLists) }
            let inner = isInner ? elements : elements.map { $0.canonical(sortLists: sortLists) }
            return .list(sortLists ? Self.sorted(inner) : inner)
        case .object(let fields):
            let inner = fields.map { Field($0.key, $0.value.canonical(sortLists: sortLists)) }
            // Most come in order: records write them so.
            let isSorted = zip(inner, inner.dropFirst()).allSatisfy { $0.key < $1.key }
            return .object(isSorted ? inner : inner.sorted { $0.key < $1.key })
        default: return self
        }
    }

    /// Whether ``canonical(sortLists:)`` would change nothing, where that shows at a look.
    func isCanonical(sortLists: Bool) -> Bool {
        switch self {
        case .list(let elements):
            for index in elements.indices where sortLists && index > 0 {
                guard Self.areInOrder(elements[index - 1], elements[index]) == true else { return false }
            }
            return elements.allSatisfy { $0.isCanonical(sortLists: sortLists) }
        case .object(let fields):
            for index in fields.indices.dropFirst() where fields[index - 1].key >= fields[index].key { return false }
            return fields.allSatisfy { $0.value.isCanonical(sortLists: sortLists) }
        default: return true
        }
    }

    private static func sorted(_ elements: [Value]) -> [Value] {
        if elements.count < 2 { return elements }
        if elements.count == 2, let isInOrder = areInOrder(elements[0], elements[1]) {
            return isInOrder ? elements : [elements[1], elements[0]]
        }
        let texts = elements.compactMap(\.text)
        if texts.count == elements.count { return texts.sorted().map(Value.text) }
        return elements.map { ($0.json, $0) }.sorted { $0.0 < $1.0 }.map(\.1)
    }

    /// Whether two elements of a set stand as ``sorted(_:)`` puts them; nil where only their JSON text shows it.
    ///
    /// The objects of a set (addresses, fixed IPs) nearly always differ in
    /// the text of their first field, and then the rest decides nothing.
    private static func areInOrder(_ a: Value, _ b: Value) -> Bool? {
        switch (a, b) {
        case (.text(let a), .text(let b)): return a <= b
        case (.object(let a), .object(let b)):
            guard let a = a.first, let b = b.first, a.key == b.key, case .text(let a) = a.value,
                case .text(let b) = b.value, isPlain(a), isPlain(b),
                let difference = zip(a.utf8, b.utf8).first(where: { $0 != $1 })
            else { return nil }
            return difference.0 < difference.1
        default: return nil
        }
    }

    /// Whether a text stands in JSON as it is, and its bytes compare as its characters do.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x20..<0x7f).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
    }
}
