import TomboRecords

extension Value {
    /// JSON with one member or element a line, so that two recordings show
    /// their differences line by line. Ends without a newline.
    var prettyJSON: String {
        var out: [UInt8] = []
        appendPretty(to: &out, indent: 0)
        return String(decoding: out, as: UTF8.self)
    }

    private func appendPretty(to out: inout [UInt8], indent: Int) {
        switch self {
        case .list(let elements) where !elements.isEmpty:
            Self.appendBlock("[", "]", elements.count, to: &out, indent: indent) { index, out in
                elements[index].appendPretty(to: &out, indent: indent + 1)
            }
        case .object(let fields) where !fields.isEmpty:
            Self.appendBlock("{", "}", fields.count, to: &out, indent: indent) { index, out in
                Value.text(fields[index].key).appendJSON(to: &out)
                out.append(contentsOf: ": ".utf8)
                fields[index].value.appendPretty(to: &out, indent: indent + 1)
            }
        default: appendJSON(to: &out)
        }
    }

    private static func appendBlock(
        _ open: String, _ close: String, _ count: Int, to out: inout [UInt8], indent: Int,
        _ appendElement: (Int, inout [UInt8]) -> Void
    ) {
        out.append(contentsOf: open.utf8)
        for index in 0..<count {
            out.append(contentsOf: (index == 0 ? "\n" : ",\n").utf8)
            out.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * (indent + 1)))
            appendElement(index, &out)
        }
        out.append(UInt8(ascii: "\n"))
        out.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * indent))
        out.append(contentsOf: close.utf8)
    }
}
