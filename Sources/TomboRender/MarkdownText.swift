/// Text that means only itself inside a Markdown table or paragraph.
enum MarkdownText {
    static func escaped(_ text: String) -> String {
        var out: [UInt8] = []
        append(text, to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    /// Escapes what would begin markup, and no more: `nova_server` keeps its
    /// underscore, since one inside a word marks nothing.
    static func append(_ text: String, to out: inout [UInt8]) {
        let bytes = Array(text.utf8)
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case UInt8(ascii: "|"), UInt8(ascii: "\\"), UInt8(ascii: "*"), UInt8(ascii: "`"), UInt8(ascii: "["),
                UInt8(ascii: "]"):
                out.append(UInt8(ascii: "\\"))
                out.append(byte)
            case UInt8(ascii: "_"):
                let isInside =
                    index > 0 && index + 1 < bytes.count && isWord(bytes[index - 1]) && isWord(bytes[index + 1])
                if !isInside { out.append(UInt8(ascii: "\\")) }
                out.append(byte)
            case UInt8(ascii: "<"): out.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): out.append(contentsOf: "&gt;".utf8)
            case UInt8(ascii: "&"): out.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "~") where bytes.count > 1: out.append(contentsOf: "&#126;".utf8)
            case UInt8(ascii: "\n"): out.append(contentsOf: "<br>".utf8)
            default: out.append(byte)
            }
        }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (97...122).contains(byte | 0x20) || byte >= 0x80
    }
}
