import TomboQuery
import TomboRecords

/// RFC 4180 but for the line ends, which are `\n` as in `openstack -f csv`:
/// what this is piped into on Linux trips over a `\r`.
///
/// An unknown value is an empty field and an empty text is `""`; lists and
/// objects are compact JSON.
enum CSVFormat {
    static func write(_ page: Page, to out: inout Output) throws {
        if !page.options.noHeader {
            for (index, column) in page.columns.enumerated() {
                if index > 0 { out.bytes.append(UInt8(ascii: ",")) }
                append(column.name, to: &out.bytes)
            }
            out.newline()
        }
        try page.forEachRow { cells in
            for (index, column) in page.columns.enumerated() {
                if index > 0 { out.bytes.append(UInt8(ascii: ",")) }
                let value = MachineText.normal(cells[index], column.type)
                if !MachineText.isUnknown(value) { append(MachineText.plain(value), to: &out.bytes) }
            }
            out.newline()
            try out.checkpoint()
        }
    }

    private static func append(_ text: String, to out: inout [UInt8]) {
        guard needsQuotes(text.utf8) else { return out.append(contentsOf: text.utf8) }
        let quote = UInt8(ascii: "\"")
        out.append(quote)
        for byte in text.utf8 {
            if byte == quote { out.append(quote) }
            out.append(byte)
        }
        out.append(quote)
    }

    private static func needsQuotes(_ text: String.UTF8View) -> Bool {
        // Readers strip blanks at the ends of a bare field.
        if text.isEmpty || text.first == UInt8(ascii: " ") || text.last == UInt8(ascii: " ") { return true }
        return text.contains { byte in
            switch byte {
            case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"): true
            default: false
            }
        }
    }
}
