import TomboStore

/// Identifiers and hardware addresses of the form of another one.
struct IdentifierForms {
    let hash: KeyedHash

    /// A text of the form of `text`: digits where it has digits, letters where it has letters, of the same case.
    ///
    /// What is hexadecimal stays so; a UUID keeps its version and variant, and reads the same with and without its
    /// hyphens. `attempt` gives another one, where one is taken.
    func identifier(like text: String, attempt: Int) -> String {
        let digits = text.filter { $0 != "-" }
        let hasCase = digits.contains(where: \.isUppercase) != digits.contains(where: \.isLowercase)
        if digits.count >= 8, digits.allSatisfy(\.isHexDigit), hasCase || digits.allSatisfy(\.isNumber) {
            return hexadecimal(like: text, digits: digits.lowercased(), attempt)
        }
        let bytes = hash.bytes("id \(attempt)", text, count: text.unicodeScalars.count * 2)
        var made = ""
        for (index, scalar) in text.unicodeScalars.enumerated() {
            let random = Int(bytes[index * 2]) << 8 | Int(bytes[index * 2 + 1])
            switch scalar {
            case "0"..."9": made.unicodeScalars.append(Self.scalar("0", random % 10))
            case "a"..."z": made.unicodeScalars.append(Self.scalar("a", random % 26))
            case "A"..."Z": made.unicodeScalars.append(Self.scalar("A", random % 26))
            case _ where scalar.isASCII: made.unicodeScalars.append(scalar)
            default: made.unicodeScalars.append(Self.scalar("a", random % 26))
            }
        }
        return made
    }

    private func hexadecimal(like text: String, digits: String, _ attempt: Int) -> String {
        let bytes = hash.bytes("hex \(attempt)", digits, count: (digits.utf8.count + 1) / 2)
        let known = Array(digits)
        var place = 0
        return String(
            text.map { character in
                if character == "-" { return character }
                defer { place += 1 }
                let nibble = place.isMultiple(of: 2) ? bytes[place / 2] >> 4 : bytes[place / 2] & 15
                // Of 32 digits the 13th is a UUID's version and the 17th its variant.
                let isForm = known.count == 32 && (place == 12 || place == 16)
                let digit = isForm ? known[place] : Character(String(nibble, radix: 16))
                return character.isUppercase || (character.isNumber && text.contains(where: \.isUppercase))
                    ? Character(digit.uppercased()) : digit
            })
    }

    /// Another hardware address of the same vendor.
    ///
    /// An address that nobody's vendor part stands in (locally administered, other than the prefixes of OpenStack
    /// and QEMU) keeps its first byte, which says that it is one.
    func mac(like text: String, attempt: Int) -> String? {
        let parts = text.split(separator: text.contains("-") ? "-" : ":", omittingEmptySubsequences: false)
        let bytes = parts.compactMap { $0.count == 2 ? UInt8($0, radix: 16) : nil }
        guard bytes.count == 6, parts.count == 6 else { return nil }
        // Nobody's and everybody's.
        if bytes.allSatisfy({ $0 == 0 }) || bytes.allSatisfy({ $0 == 0xff }) { return text }
        let isOwn = bytes[0] & 2 != 0 && !Self.shared.contains(Array(bytes.prefix(3)))
        let random = hash.bytes("mac \(attempt)", bytes)
        let kept = isOwn ? 1 : 3
        let made = bytes.enumerated().map { index, byte in index < kept ? byte : random[index] }
        return made.map { byte in
            let digits = String(byte, radix: 16, uppercase: text.contains(where: \.isUppercase))
            return digits.count == 1 ? "0" + digits : digits
        }.joined(separator: text.contains("-") ? "-" : ":")
    }

    /// Prefixes that all installations of OpenStack, QEMU and LXD give.
    private static let shared: Set<[UInt8]> = [[0xfa, 0x16, 0x3e], [0x52, 0x54, 0x00]]

    private static func scalar(_ first: Unicode.Scalar, _ offset: Int) -> Unicode.Scalar {
        Unicode.Scalar(UInt8(truncatingIfNeeded: Int(first.value) + offset))
    }
}
