/// How many columns of a terminal a text takes.
enum DisplayWidth {
    /// The width of UTF-8 that holds no control characters.
    static func of(_ bytes: ArraySlice<UInt8>) -> Int {
        if bytes.allSatisfy({ $0 < 0x80 }) { return bytes.count }
        return of(String(decoding: bytes, as: UTF8.self))
    }

    static func of(_ text: String) -> Int { text.reduce(0) { $0 + of($1) } }

    /// The width of one user-perceived character.
    ///
    /// An emoji is two wide however many scalars joiners and skin tones make
    /// of it; elsewhere terminals add up the scalars, as `wcwidth` does.
    static func of(_ character: Character) -> Int {
        let scalars = character.unicodeScalars
        guard let first = scalars.first else { return 0 }
        if first.isASCII, scalars.count == 1 { return 1 }
        if first.properties.isEmojiPresentation { return 2 }
        if first.properties.isEmoji, scalars.contains("\u{FE0F}") { return 2 }
        return scalars.reduce(0) { $0 + of($1) }
    }

    private static func of(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        // Vowels and finals of Hangul stand in the block of their initial.
        if (0x1160...0x11FF).contains(scalar.value) { return 0 }
        return isWide(scalar.value) ? 2 : 1
    }

    /// East Asian Width W and F, but for the emoji that Swift knows of itself.
    private static func isWide(_ value: UInt32) -> Bool {
        if value < 0x1100 { return false }
        return wide.contains { $0.contains(value) }
    }

    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97C,
        0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
        0x16FE0...0x18CFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F265, 0x20000...0x3FFFD,
    ]

    /// `text` cut to `width` columns, the last of them `…` if anything went.
    static func truncate(_ text: String, to width: Int) -> (text: String, width: Int) {
        var used = 0
        var fits = text.startIndex
        for index in text.indices {
            let next = used + of(text[index])
            if next > width {
                let kept = text[..<fits]
                return (kept + "…", of(String(kept)) + 1)
            }
            used = next
            if used < width { fits = text.index(after: index) }
        }
        return (text, used)
    }
}
