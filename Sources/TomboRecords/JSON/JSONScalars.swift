extension JSONScanner {
    /// A text as it is written.
    func plain(_ text: Text) -> UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: bytes[text.range]) }

    /// A text without its escapes; nil where one is half a character.
    func string(_ text: Text) -> String? {
        text.hasEscapes ? JSONEscape.removed(from: plain(text)) : String(decoding: plain(text), as: UTF8.self)
    }

    /// A number that is written as a whole one and that 64 bits hold.
    func integer(_ range: Range<Int>) -> Int64? {
        // The longest that cannot overflow; nearly all are shorter.
        guard range.count <= 18 else { return Int64(digits(range)) }
        var number: Int64 = 0
        let isNegative = bytes[range.lowerBound] == UInt8(ascii: "-")
        for place in range.dropFirst(isNegative ? 1 : 0) {
            let digit = bytes[place] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            number = number &* 10 &+ Int64(digit)
        }
        return isNegative ? -number : number
    }

    /// Any number; nil where it is too large for a `Double`.
    func real(_ range: Range<Int>) -> Double? { Double(digits(range)).flatMap { $0.isFinite ? $0 : nil } }

    /// What stands before the point of a number, and behind it.
    func parts(_ range: Range<Int>) -> (whole: Substring, fraction: Substring) {
        let parts = digits(range).split(separator: ".", omittingEmptySubsequences: false)
        return (parts[0], parts.count > 1 ? parts[1] : "")
    }

    /// A number as it is written.
    func digits(_ range: Range<Int>) -> String {
        String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    }
}

/// What stands behind a backslash.
enum JSONEscape {
    /// What a letter stands for; nil for a letter that is no escape, and for `u`.
    static func byte(_ letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "n"): 0x0a
        case UInt8(ascii: "r"): 0x0d
        case UInt8(ascii: "t"): 0x09
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0c
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
        default: nil
        }
    }

    /// The four hexadecimal digits behind `\u`.
    static func unit(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> UInt16? {
        guard position + 4 <= bytes.count else { return nil }
        var unit: UInt16 = 0
        for byte in bytes[position..<position + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else { return nil }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }

    /// `text` with its escapes, which are known to be some, replaced; nil
    /// where a surrogate stands without its other half.
    static func removed(from text: UnsafeBufferPointer<UInt8>) -> String? {
        var out: [UInt8] = []
        out.reserveCapacity(text.count)
        var position = 0
        while position < text.count {
            guard text[position] == UInt8(ascii: "\\") else {
                out.append(text[position])
                position += 1
                continue
            }
            if let byte = byte(text[position + 1]) {
                out.append(byte)
                position += 2
            } else {
                guard let (scalar, count) = scalar(text, at: position) else { return nil }
                out.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
                position += count
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// The character of one `\uXXXX`, or of two that belong together, and the bytes they take.
    private static func scalar(
        _ text: UnsafeBufferPointer<UInt8>, at position: Int
    ) -> (scalar: Unicode.Scalar, count: Int)? {
        guard let high = unit(text, at: position + 2) else { return nil }
        if let scalar = Unicode.Scalar(high) { return (scalar, 6) }
        guard UTF16.isLeadSurrogate(high), position + 8 <= text.count, text[position + 6] == UInt8(ascii: "\\"),
            text[position + 7] == UInt8(ascii: "u"), let low = unit(text, at: position + 8),
            UTF16.isTrailSurrogate(low)
        else { return nil }
        let code = 0x10000 + (UInt32(high) - 0xd800) << 10 + (UInt32(low) - 0xdc00)
        return Unicode.Scalar(code).map { ($0, 12) }
    }
}
