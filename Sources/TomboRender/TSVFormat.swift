import TomboQuery
import TomboRecords

/// Tab-separated: no quotes, so `cut` and `awk -F'\t'` read it.
///
/// Tab, newline, carriage return and backslash inside a value are `\t`,
/// `\n`, `\r` and `\\`; unknown is `\N`, as PostgreSQL's COPY has it, so that
/// it differs from an empty text. Lists and objects are compact JSON.
enum TSVFormat {
    static func write(_ page: Page, to out: inout Output) throws {
        if !page.options.noHeader {
            for (index, column) in page.columns.enumerated() {
                if index > 0 { out.bytes.append(UInt8(ascii: "\t")) }
                append(column.name, to: &out.bytes)
            }
            out.newline()
        }
        try page.forEachRow { cells in
            for (index, column) in page.columns.enumerated() {
                if index > 0 { out.bytes.append(UInt8(ascii: "\t")) }
                let value = MachineText.normal(cells[index], column.type)
                if MachineText.isUnknown(value) {
                    out.write("\\N")
                } else {
                    append(MachineText.plain(value), to: &out.bytes)
                }
            }
            out.newline()
            try out.checkpoint()
        }
    }

    private static func append(_ text: String, to out: inout [UInt8]) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\t"): out.append(contentsOf: "\\t".utf8)
            case UInt8(ascii: "\n"): out.append(contentsOf: "\\n".utf8)
            case UInt8(ascii: "\r"): out.append(contentsOf: "\\r".utf8)
            case UInt8(ascii: "\\"): out.append(contentsOf: "\\\\".utf8)
            default: out.append(byte)
            }
        }
    }
}
