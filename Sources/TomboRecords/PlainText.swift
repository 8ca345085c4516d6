extension String {
    /// This text without NUL, which SQLite takes for a text's end: what is
    /// stored must be what was seen, or the chain would call it edited.
    var withoutNUL: String {
        guard hasNUL else { return self }
        return String(unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : Character($0) })
    }

    /// Looked for in every text of every row: without a branch, so that the
    /// processor looks at many bytes at once.
    var hasNUL: Bool {
        utf8.withContiguousStorageIfAvailable { bytes in
            var found: UInt8 = 0
            for byte in bytes { found |= byte == 0 ? 1 : 0 }
            return found != 0
        } ?? utf8.contains(0)
    }

    /// This text as one line that a terminal shows and does not obey: other
    /// people's words go into messages, and may hold anything.
    public var printable: String {
        // ASCII holds only the old ones, and nearly all texts are ASCII.
        let isPlain = utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
        guard !isPlain, unicodeScalars.contains(where: Self.isControl) else { return self }
        return String(unicodeScalars.map { Self.isControl($0) ? " " : Character($0) })
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        // Format: marks that turn the direction of writing, or show nothing.
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
