import TomboQuery
import TomboRecords

/// Writes the cells of one column of the page.
struct HTMLCell {
    private let column: Answer.Column
    private let decimals: Int
    private let human: HumanText
    private let rule: CellStyle

    init(_ column: Answer.Column, decimals: Int, options: RenderOptions) {
        self.column = column
        self.decimals = decimals
        human = HumanText(options: options, keepsNewlines: true)
        rule = CellStyle(column)
    }

    func write(_ value: Value, to out: inout Output) {
        let style = rule.style(value)
        if column.isNumeric {
            out.write(style == .plain ? "<td class=\"n\">" : "<td class=\"n \(style.name)\">")
        } else if column.type == .instant {
            out.write(style == .plain ? "<td class=\"t\">" : "<td class=\"t \(style.name)\">")
        } else {
            out.write(style == .plain ? "<td>" : "<td class=\"\(style.name)\">")
        }
        writeContent(value, to: &out)
        out.write("</td>")
    }

    private func writeContent(_ value: Value, to out: inout Output) {
        var text: [UInt8] = []
        if human.options.layout == .record {
            human.appendField(value, column, to: &text)
        } else {
            human.append(value, column, decimals: decimals, to: &text)
        }
        if value.isNull {
            // A screen reader skips a dash.
            out.write("<span title=\"unknown\" aria-label=\"unknown\">\(HumanText.unknown)</span>")
        } else if column.type == .instant, let iso = MachineText.normal(value, .instant).text, Instant(iso) != nil {
            out.write("<time datetime=\"\(iso)\">")
            HTMLText.append(text, to: &out.bytes)
            out.write("</time>")
        } else {
            HTMLText.append(text, to: &out.bytes)
        }
    }
}

/// Text that means only itself in HTML, in an element or in an attribute.
enum HTMLText {
    static func escaped(_ text: String) -> String {
        var out: [UInt8] = []
        append(Array(text.utf8), to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    static func append(_ text: [UInt8], to out: inout [UInt8]) {
        for byte in text {
            switch byte {
            case UInt8(ascii: "&"): out.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "<"): out.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): out.append(contentsOf: "&gt;".utf8)
            case UInt8(ascii: "\""): out.append(contentsOf: "&quot;".utf8)
            case UInt8(ascii: "'"): out.append(contentsOf: "&#39;".utf8)
            case UInt8(ascii: "\n"): out.append(contentsOf: "<br>".utf8)
            default: out.append(byte)
            }
        }
    }
}
