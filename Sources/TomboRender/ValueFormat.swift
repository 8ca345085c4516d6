import TomboQuery
import TomboRecords

/// Bare values for shell scripts, as `openstack -f value`: no heading, one
/// row a line, a blank between columns; a record is one value a line.
///
/// Meant for `-c` with one column, or with values that hold no blanks; for
/// anything else TSV keeps the columns apart. Unknown is empty, so that
/// `[ -z "$host" ]` says what it should; line ends inside a value are `\n`
/// and `\r`, so that a row stays a line. Lists and objects are compact JSON.
enum ValueFormat {
    static func write(_ page: Page, to out: inout Output) throws {
        let separator = UInt8(ascii: page.options.layout == .record ? "\n" : " ")
        try page.forEachRow { cells in
            for (index, column) in page.columns.enumerated() {
                if index > 0 { out.bytes.append(separator) }
                append(MachineText.plain(MachineText.normal(cells[index], column.type)), to: &out.bytes)
            }
            out.newline()
            try out.checkpoint()
        }
    }

    private static func append(_ text: String, to out: inout [UInt8]) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\n"): out.append(contentsOf: "\\n".utf8)
            case UInt8(ascii: "\r"): out.append(contentsOf: "\\r".utf8)
            default: out.append(byte)
            }
        }
    }
}
