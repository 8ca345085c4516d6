import TomboRecords

/// Writes a text so that any YAML reader gives the same text back.
enum YAMLScalar {
    /// Bare where that is plainly safe, as a `|` block (whose lines begin at
    /// `indent`) where it has lines, else quoted.
    static func append(_ text: String, indent: Int, to out: inout [UInt8]) {
        if isSafeBare(text) {
            out.append(contentsOf: text.utf8)
        } else if isSafeBlock(text) {
            appendBlock(text, indent: indent, to: &out)
        } else {
            appendQuoted(text, to: &out)
        }
    }

    /// The same for a key, which must be on one line.
    static func appendKey(_ key: String, to out: inout [UInt8]) {
        if isSafeBare(key) { out.append(contentsOf: key.utf8) } else { appendQuoted(key, to: &out) }
    }

    /// `1e+300` is a text to YAML 1.1, which knows a real by its point.
    static func append(_ real: Double, to out: inout [UInt8]) {
        let json = Value.real(real).json
        if let exponent = json.firstIndex(of: "e"), !json.contains(".") {
            out.append(contentsOf: (json[..<exponent] + ".0" + json[exponent...]).utf8)
        } else {
            out.append(contentsOf: json.utf8)
        }
    }

    /// Words that some version of YAML reads as something else than a text.
    private static let reserved: Set<String> = [
        "null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf", "infinity",
    ]

    /// A letter or slash first, since numbers and dates begin with neither;
    /// addresses and UUIDs are let through too, because quotes on only those
    /// that begin with a digit would make a ragged column.
    static func isSafeBare(_ text: String) -> Bool {
        let bytes = text.utf8
        guard let first = bytes.first, let last = bytes.last, last != UInt8(ascii: " "), last != UInt8(ascii: ":")
        else { return false }
        guard isLetter(first) || first == UInt8(ascii: "/") || isUUID(bytes) || isIPv4(bytes) else { return false }
        var previous: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "_", ".", ",", ";", "/", "-", "+", "@", ":", "(", ")", "~", "=", "'",
                "|",
                "<", ">", "*", "?", "!":
                break
            case " ":
                // `key: value` would begin a mapping.
                if previous == ":" { return false }
            default:
                if scalar.isASCII || !scalar.properties.isAlphabetic { return false }
            }
            previous = scalar
        }
        return bytes.count > 8 || !reserved.contains(text.lowercased())
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte | 0x20) }

    /// 8-4-4-4-12 hexadecimal digits: no number, date or time looks so.
    private static func isUUID(_ bytes: String.UTF8View) -> Bool {
        guard bytes.count == 36 else { return false }
        return bytes.enumerated().allSatisfy { index, byte in
            switch index {
            case 8, 13, 18, 23: byte == UInt8(ascii: "-")
            default: (48...57).contains(byte) || (97...102).contains(byte | 0x20)
            }
        }
    }

    /// Three dots: a number has at most one.
    private static func isIPv4(_ bytes: String.UTF8View) -> Bool {
        bytes.count <= 15 && bytes.filter { $0 == UInt8(ascii: ".") }.count == 3
            && bytes.last != UInt8(ascii: ".") && bytes.allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: ".") }
    }

    // MARK: blocks

    private static func isSafeBlock(_ text: String) -> Bool {
        guard text.utf8.contains(UInt8(ascii: "\n")), !text.hasSuffix("\n\n") else { return false }
        guard let first = text.utf8.first, first != UInt8(ascii: "\n"), first != UInt8(ascii: " ") else { return false }
        var previous: UInt8 = 0
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\n"), previous == UInt8(ascii: " ") { return false }
            previous = byte
        }
        return previous != UInt8(ascii: " ")
            && text.unicodeScalars.allSatisfy { $0 == "\n" || ($0 != "\t" && escape($0) == nil) }
    }

    private static func appendBlock(_ text: String, indent: Int, to out: inout [UInt8]) {
        let endsInNewline = text.utf8.last == UInt8(ascii: "\n")
        out.append(contentsOf: (endsInNewline ? "|" : "|-").utf8)
        let body = endsInNewline ? text.utf8.dropLast() : text.utf8[...]
        for line in body.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            out.append(UInt8(ascii: "\n"))
            if !line.isEmpty { out.append(contentsOf: repeatElement(UInt8(ascii: " "), count: max(indent, 2))) }
            out.append(contentsOf: line)
        }
    }

    // MARK: quotes

    private static func appendQuoted(_ text: String, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        for scalar in text.unicodeScalars {
            if let escape = escape(scalar) {
                out.append(contentsOf: escape.utf8)
            } else {
                out.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
        out.append(UInt8(ascii: "\""))
    }

    /// What stands for a scalar that a quoted text must not hold: more than in
    /// JSON, since YAML 1.1 folds U+0085, U+2028 and U+2029 as line ends.
    private static func escape(_ scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0x22: "\\\""
        case 0x5C: "\\\\"
        case 0x0A: "\\n"
        case 0x0D: "\\r"
        case 0x09: "\\t"
        case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF:
            "\\u" + String(repeating: "0", count: 4 - String(scalar.value, radix: 16).count)
                + String(scalar.value, radix: 16)
        default: nil
        }
    }
}
