import TomboQuery
import TomboRecords

/// The document of ``JSONFormat`` as block-style YAML.
///
/// Every text comes back as a text, under YAML 1.1 and 1.2 alike: `no`,
/// `1e3`, `12:30` and moments are quoted (``YAMLScalar``).
enum YAMLFormat {
    static func write(_ page: Page, to out: inout Output) throws {
        appendField("snapshot", MachineText.envelope(page.answer.snapshot), indent: 0, to: &out.bytes)
        if let baseline = page.answer.baseline {
            appendField("from", MachineText.envelope(baseline), indent: 0, to: &out.bytes)
        }
        for (name, snapshots) in MachineText.several(page.answer) {
            appendField(name, snapshots, indent: 0, to: &out.bytes)
        }
        appendField("complete", .bool(page.answer.isComplete), indent: 0, to: &out.bytes)
        appendField("gaps", .list(page.answer.gaps.map(MachineText.envelope)), indent: 0, to: &out.bytes)
        out.write(page.rowCount == 0 ? "rows: []\n" : "rows:\n")
        try page.forEachRow { cells in
            let fields = page.columns.enumerated().map { index, column in
                Value.Field(column.name, MachineText.normal(cells[index], column.type))
            }
            out.write("  -")
            appendValue(.object(fields), indent: 4, afterDash: true, to: &out.bytes)
            try out.checkpoint()
        }
    }

    private static func appendField(_ key: String, _ value: Value, indent: Int, to out: inout [UInt8]) {
        YAMLScalar.appendKey(key, to: &out)
        out.append(UInt8(ascii: ":"))
        appendValue(value, indent: indent + 2, afterDash: false, to: &out)
    }

    /// Writes `value` after `key:` or `-`, and the end of its line. The lines
    /// of a nested value begin at `indent`; after a dash its first one begins
    /// on the line of the dash.
    private static func appendValue(_ value: Value, indent: Int, afterDash: Bool, to out: inout [UInt8]) {
        func begin(_ index: Int) {
            if index == 0, afterDash { return out.append(UInt8(ascii: " ")) }
            if index == 0 { out.append(UInt8(ascii: "\n")) }
            out.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent))
        }
        switch value {
        case .list(let elements) where !elements.isEmpty:
            for (index, element) in elements.enumerated() {
                begin(index)
                out.append(UInt8(ascii: "-"))
                appendValue(element, indent: indent + 2, afterDash: true, to: &out)
            }
        case .object(let fields) where !fields.isEmpty:
            for (index, field) in fields.enumerated() {
                begin(index)
                appendField(field.key, field.value, indent: indent, to: &out)
            }
        default:
            out.append(UInt8(ascii: " "))
            switch value {
            case .text(let text): YAMLScalar.append(text, indent: indent, to: &out)
            case .real(let real): YAMLScalar.append(real, to: &out)
            default: value.appendJSON(to: &out)
            }
            out.append(UInt8(ascii: "\n"))
        }
    }
}
