import TomboQuery
import TomboRecords

/// A value as a person reads it.
///
/// Unknown is `–`, an empty text or list is blank, and zero is 0: three
/// things that must never look alike.
struct HumanText {
    static let unknown = "–"

    let options: RenderOptions
    /// Keep line ends for a format that can show them; else they are `\n`.
    var keepsNewlines = false

    /// Appends a cell; `decimals` is how many a real number gets, so that a
    /// column of them is aligned (``HumanNumber/decimals(_:)``).
    func append(_ value: Value, _ column: Answer.Column, decimals: Int = 1, to out: inout [UInt8]) {
        if column.countsBytes, case .integer(let count) = value {
            return out.append(contentsOf: HumanNumber.bytes(count).utf8)
        }
        append(value, column.type, decimals: decimals, to: &out)
    }

    private func append(_ value: Value, _ type: ColumnType, decimals: Int, to out: inout [UInt8]) {
        switch MachineText.normal(value, type) {
        case .text(let text) where type == .instant:
            let clock = Instant(text).map(options.clock)
            appendText(clock ?? text, to: &out)
        case .real(let real) where real.isFinite:
            out.append(contentsOf: HumanNumber.text(real, decimals: decimals).utf8)
        case let value: append(value, to: &out)
        }
    }

    /// Appends a field of a record, where there is room: each object of a
    /// list on a line of its own, a real number with the decimals it needs.
    func appendField(_ value: Value, _ column: Answer.Column, to out: inout [UInt8]) {
        switch value {
        case .list(let elements) where elements.contains(where: { if case .object = $0 { true } else { false } }):
            for (index, element) in elements.enumerated() {
                if index > 0 { out.append(UInt8(ascii: "\n")) }
                appendNested(element, to: &out)
            }
        case .real(let real): append(value, column, decimals: HumanNumber.decimals(real), to: &out)
        default: append(value, column, to: &out)
        }
    }

    /// One element of a list or one field of an object, or a plain value.
    func append(_ value: Value, to out: inout [UInt8]) {
        switch value {
        case .null: out.append(contentsOf: Self.unknown.utf8)
        case .bool(let bool): out.append(contentsOf: (bool ? options.truth.yes : options.truth.no).utf8)
        case .integer(let integer): out.append(contentsOf: String(integer).utf8)
        case .real(let real): out.append(contentsOf: HumanNumber.text(real).utf8)
        case .text(let text): appendText(text, to: &out)
        case .list(let elements):
            for (index, element) in elements.enumerated() {
                if index > 0 { out.append(contentsOf: ", ".utf8) }
                appendNested(element, to: &out)
            }
        case .object(let fields): appendObject(value, fields, to: &out)
        }
    }

    /// An address is the address, a hop and a change are arrows, anything else `k=v k=v`.
    private func appendObject(_ object: Value, _ fields: [Value.Field], to out: inout [UInt8]) {
        if let address = object["address"].text ?? object["ip_address"].text {
            appendText(address, to: &out)
            if object["type"].text == "floating" { out.append(contentsOf: " (floating)".utf8) }
            return
        }
        if let from = object["from"].text, let to = object["to"].text {
            appendText("\(from) → \(to)", to: &out)
            if let rule = object["rule"].text { appendText(" (\(rule))", to: &out) }
            return
        }
        if let field = object["field"].text, fields.contains(where: { $0.key == "old" }) {
            appendText("\(field): ", to: &out)
            appendNested(object["old"], to: &out)
            appendText(" → ", to: &out)
            appendNested(object["new"], to: &out)
            return
        }
        for (index, field) in fields.enumerated() {
            if index > 0 { out.append(UInt8(ascii: " ")) }
            appendText(field.key, to: &out)
            out.append(UInt8(ascii: "="))
            if let text = field.value.text, text.utf8.contains(UInt8(ascii: " ")) {
                appendText("\"\(text)\"", to: &out)
            } else {
                appendNested(field.value, to: &out)
            }
        }
    }

    /// A value inside another: a list in brackets, else its commas would be
    /// its owner's, and nothing blank, else it would not be seen.
    func appendNested(_ value: Value, to out: inout [UInt8]) {
        switch value {
        case .text(""): out.append(contentsOf: "\"\"".utf8)
        case .object([]): out.append(contentsOf: "{}".utf8)
        case .list:
            out.append(UInt8(ascii: "["))
            append(value, to: &out)
            out.append(UInt8(ascii: "]"))
        default: append(value, to: &out)
        }
    }

    // MARK: text

    /// Appends `text` without anything that a terminal would obey: a server
    /// may be named by anybody, escape sequences included.
    func appendText(_ text: String, to out: inout [UInt8]) {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return out.append(contentsOf: text.utf8) }
        for scalar in text.unicodeScalars {
            if scalar == "\n", keepsNewlines {
                out.append(UInt8(ascii: "\n"))
            } else if let escape = Self.escape(scalar) {
                out.append(contentsOf: escape.utf8)
            } else {
                out.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
    }

    static func sanitized(_ text: String) -> String {
        var out: [UInt8] = []
        HumanText(options: .init()).appendText(text, to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0x0A: "\\n"
        case 0x0D: "\\r"
        case 0x09: "\\t"
        // Controls, line separators, and what turns the direction of reading around.
        case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF:
            "\\u{" + String(scalar.value, radix: 16) + "}"
        default: nil
        }
    }
}
