/// Words of a POSIX shell.
enum Shell {
    private static func foldedComment(_ comment: String, to width: Int) -> [String] {
        let parts = comment.split(separator: ", ", omittingEmptySubsequences: false).map(String.init)
        var lines: [String] = []
        for (number, part) in parts.enumerated() {
            let said = number == parts.count - 1 ? part : "\(part),"
            if let last = lines.last, last.count + said.count + 1 <= width {
                lines[lines.count - 1] += " \(said)"
            } else {
                lines.append(lines.isEmpty ? said : "#   \(said)")
            }
        }
        return lines
    }

    /// The lines of a command that a page has room for: broken before an option, never within quotes, so that they
    /// are the same command. A comment is broken between its parts.
    static func folded(_ command: String, to width: Int = 76) -> [String] {
        guard command.count > width else { return [command] }
        if command.hasPrefix("# ") { return foldedComment(command, to: width) }
        var parts: [String] = []
        var isQuoted = false
        for word in command.split(separator: " ", omittingEmptySubsequences: false) {
            if !isQuoted, word.hasPrefix("-") || parts.isEmpty {
                parts.append(String(word))
            } else {
                parts[parts.count - 1] += " \(word)"
            }
            if !word.count(where: { $0 == "'" }).isMultiple(of: 2) { isQuoted.toggle() }
        }
        var lines: [String] = []
        for part in parts {
            if let last = lines.last, last.count + part.count + 3 <= width {
                lines[lines.count - 1] += " \(part)"
            } else {
                lines.append(lines.isEmpty ? part : "    \(part)")
            }
        }
        return lines.enumerated().map { $0 == lines.count - 1 ? $1 : "\($1) \\" }
    }

    /// A text as one word: bare where it means only itself, else in single quotes.
    static func word(_ text: String) -> String {
        let isPlain =
            !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "-_./:@%+,=".utf8.contains(byte)
                }
            }
        return isPlain ? text : "'" + text.replacing("'", with: "'\\''") + "'"
    }
}
