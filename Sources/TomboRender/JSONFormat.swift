import TomboQuery
import TomboRecords

/// One JSON document: the snapshot, whether it is complete, its gaps, the rows.
///
/// Each field of a row stands on a line of its own, so that two outputs can
/// be compared line by line; what is inside a field stays on that line as
/// long as it fits.
enum JSONFormat {
    /// Where a nested value begins to be written over several lines.
    static let lineWidth = 100

    static func write(_ page: Page, to out: inout Output) throws {
        out.write("{\n  \"snapshot\": ")
        appendInline(MachineText.envelope(page.answer.snapshot), to: &out.bytes)
        if let baseline = page.answer.baseline {
            out.write(",\n  \"from\": ")
            appendInline(MachineText.envelope(baseline), to: &out.bytes)
        }
        for (name, snapshots) in MachineText.several(page.answer) {
            out.write(",\n  \"\(name)\": ")
            append(snapshots, indent: 2, used: 0, to: &out.bytes)
        }
        out.write(",\n  \"complete\": \(page.answer.isComplete),\n  \"gaps\": [")
        for (index, gap) in page.answer.gaps.enumerated() {
            out.write(index == 0 ? "\n    " : ",\n    ")
            appendOpen(MachineText.envelope(gap), indent: 4, to: &out.bytes)
        }
        out.write(page.answer.gaps.isEmpty ? "],\n" : "\n  ],\n")
        out.write("  \"rows\": [")
        let heads = page.columns.enumerated().map { index, column in
            Array(((index == 0 ? "\n      " : ",\n      ") + Value.text(column.name).json + ": ").utf8)
        }
        var isFirst = true
        try page.forEachRow { cells in
            out.write(isFirst ? "\n    {" : ",\n    {")
            isFirst = false
            for (index, column) in page.columns.enumerated() {
                let start = out.bytes.count
                out.bytes.append(contentsOf: heads[index])
                let used = out.bytes.count - start
                append(MachineText.normal(cells[index], column.type), indent: 6, used: used, to: &out.bytes)
            }
            out.write(page.columns.isEmpty ? "}" : "\n    }")
            try out.checkpoint()
        }
        out.write(isFirst ? "]\n}\n" : "\n  ]\n}\n")
    }

    /// On the line if it fits there, over several if it does not.
    private static func append(_ value: Value, indent: Int, used: Int, to out: inout [UInt8]) {
        switch value {
        case .list(let elements) where !elements.isEmpty: break
        case .object(let fields) where !fields.isEmpty: break
        default: return value.appendJSON(to: &out)
        }
        let start = out.count
        appendInline(value, to: &out)
        if out.count - start + used > lineWidth {
            out.removeLast(out.count - start)
            appendOpen(value, indent: indent, to: &out)
        }
    }

    private static func appendOpen(_ value: Value, indent: Int, to out: inout [UInt8]) {
        let inner = indent + 2
        switch value {
        case .list(let elements):
            for (index, element) in elements.enumerated() {
                out.append(contentsOf: (index == 0 ? "[\n" : ",\n").utf8)
                out.append(contentsOf: repeatElement(UInt8(ascii: " "), count: inner))
                append(element, indent: inner, used: inner, to: &out)
            }
            out.append(UInt8(ascii: "\n"))
            out.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent))
            out.append(UInt8(ascii: "]"))
        case .object(let fields):
            for (index, field) in fields.enumerated() {
                out.append(contentsOf: (index == 0 ? "{\n" : ",\n").utf8)
                out.append(contentsOf: repeatElement(UInt8(ascii: " "), count: inner))
                let start = out.count
                Value.text(field.key).appendJSON(to: &out)
                out.append(contentsOf: ": ".utf8)
                append(field.value, indent: inner, used: inner + out.count - start, to: &out)
            }
            out.append(UInt8(ascii: "\n"))
            out.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent))
            out.append(UInt8(ascii: "}"))
        default: value.appendJSON(to: &out)
        }
    }

    /// JSON on one line with the blanks that make it readable.
    static func appendInline(_ value: Value, to out: inout [UInt8]) {
        switch value {
        case .list(let elements):
            out.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { out.append(contentsOf: ", ".utf8) }
                appendInline(element, to: &out)
            }
            out.append(UInt8(ascii: "]"))
        case .object(let fields):
            out.append(UInt8(ascii: "{"))
            for (index, field) in fields.enumerated() {
                if index > 0 { out.append(contentsOf: ", ".utf8) }
                Value.text(field.key).appendJSON(to: &out)
                out.append(contentsOf: ": ".utf8)
                appendInline(field.value, to: &out)
            }
            out.append(UInt8(ascii: "}"))
        default: value.appendJSON(to: &out)
        }
    }
}
