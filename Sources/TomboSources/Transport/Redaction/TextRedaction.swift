import Foundation

/// Applies ``RedactionRules/texts``.
enum TextRedaction {
    private struct Compiled: Sendable {
        var markers: [[UInt8]]
        var expression: NSRegularExpression
        var rule: RedactionRules.TextRule
    }

    /// The rules are program text: one that is no expression is a
    /// programmer's error, and leaving it out would let secrets through.
    private static let compiled: [Compiled] = RedactionRules.texts.map { rule in
        do {
            let expression = try NSRegularExpression(pattern: rule.pattern)
            return Compiled(
                markers: rule.markers.map { Array($0.utf8) }, expression: expression, rule: rule)
        } catch {
            preconditionFailure("a redaction rule is no regular expression: \(rule.pattern)")
        }
    }

    static func apply(to text: String) -> String {
        guard mayHoldSecret(text) else { return text }
        var text = text
        var lowered = lowercased(text)
        for rule in compiled where rule.markers.contains(where: { contains(lowered, $0) }) {
            let range = NSRange(text.startIndex..., in: text)
            let matches = rule.expression.matches(in: text, range: range)
            if matches.isEmpty { continue }
            text =
                rule.rule.isQuoted
                ? withoutQuoted(text, after: matches.map(\.range))
                : rule.expression.stringByReplacingMatches(in: text, range: range, withTemplate: rule.rule.template)
            lowered = lowercased(text)
        }
        return text
    }

    /// Whether any rule can find something: names, UUIDs and addresses, most
    /// of what a cloud says, are told from it in one pass. A rule needs one of
    /// `:`, `=`, `$` and space, or is for a token with a beginning of its own;
    /// and all need more than the digits and colons of a MAC or IPv6 address.
    static func mayHoldSecret(_ text: String) -> Bool {
        // No rule finds anything in less, and most leaves of an answer are short.
        guard text.utf8.count >= 6 else { return false }
        var text = text
        return text.withUTF8 { bytes in
            // Bits and no branches, so that the processor looks at many bytes at once.
            var (colons, signs, others): (UInt8, UInt8, UInt8) = (0, 0, 0)
            for byte in bytes {
                let colon = bit(byte == 0x3A)
                let digit = bit(byte &- 0x30 < 10) | bit((byte | 0x20) &- 0x61 < 6)
                let space = bit(byte == 0x20) | bit(byte == 0x09) | bit(byte == 0x0A) | bit(byte == 0x0D)
                colons |= colon
                signs |= bit(byte == 0x3D) | bit(byte == 0x24) | space
                others |= 1 ^ (colon | digit)
            }
            if signs != 0 { return true }
            if others == 0 { return false }
            return colons != 0
                || bytes.count >= 20 && ownBeginnings.contains { contains(UnsafeRawBufferPointer(bytes), $0) }
        }
    }

    @inline(__always)
    private static func bit(_ condition: Bool) -> UInt8 { condition ? 1 : 0 }

    static let ownBeginnings = ["gAAAA", "eyJ", "hvs.", "hvb.", "hvr."].map { Array($0.utf8) }

    /// `text` without what is quoted from the end of each range on; a quote
    /// that is not closed reaches to the end.
    private static func withoutQuoted(_ text: String, after openings: [NSRange]) -> String {
        let units = Array(text.utf16)
        let backslash = UInt16(UInt8(ascii: "\\"))
        var out: [UInt16] = []
        out.reserveCapacity(units.count)
        var position = 0
        for opening in openings where opening.location >= position {
            let start = opening.location + opening.length
            let quote = units[start - 1]
            // A document quoted in another one has all its quotes escaped.
            let isEscaped = units[start - 2] == backslash
            var end = start
            while end < units.count {
                if isEscaped, units[end] == backslash, end + 1 < units.count, units[end + 1] == quote { break }
                if !isEscaped, units[end] == quote { break }
                end += !isEscaped && units[end] == backslash ? 2 : 1
            }
            end = min(end, units.count)
            guard end > start else { continue }
            out.append(contentsOf: units[position..<start])
            out.append(contentsOf: Redactor.placeholder.utf16)
            position = end
        }
        out.append(contentsOf: units[position...])
        return String(decoding: out, as: UTF16.self)
    }

    private static func lowercased(_ text: String) -> [UInt8] {
        text.utf8.map { (65...90).contains($0) ? $0 | 0x20 : $0 }
    }

    /// By `memchr` and `memcmp`: this runs over every text of every answer.
    private static func contains(_ bytes: UnsafeRawBufferPointer, _ marker: [UInt8]) -> Bool {
        marker.withUnsafeBytes { marker in
            guard let start = bytes.baseAddress, let first = marker.first, let wanted = marker.baseAddress else {
                return false
            }
            var offset = 0
            while offset + marker.count <= bytes.count {
                let rest = bytes.count - marker.count + 1 - offset
                guard let found = memchr(start + offset, Int32(first), rest) else { return false }
                if memcmp(found, wanted, marker.count) == 0 { return true }
                offset = UnsafeRawPointer(found) - start + 1
            }
            return false
        }
    }

    static func contains(_ bytes: [UInt8], _ marker: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { contains($0, marker) }
    }

    static func contains(_ text: String, _ marker: [UInt8]) -> Bool {
        var text = text
        return text.withUTF8 { contains(UnsafeRawBufferPointer($0), marker) }
    }
}
