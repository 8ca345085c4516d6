import TomboQuery
import TomboRecords

/// Rows below headings, for a terminal: what many rows have in common is said once.
struct GroupFormat {
    private let groups: RenderOptions.Groups

    init(_ groups: RenderOptions.Groups) { self.groups = groups }

    func write(_ page: Page, to out: inout Output) throws {
        let answer = page.answer
        func places(_ names: [String]) -> [Int] {
            names.compactMap { name in answer.columns.firstIndex { $0.name == name } }
        }
        let (whole, columns, note) = (places(groups.heading), places(groups.columns), places([groups.note]).first)
        var start = 0
        while start < answer.rows.count {
            let first = answer.rows[start]
            let isLoose = whole.first.map { first[$0] == groups.loose.map(Value.text) } ?? false
            let heading = isLoose ? Array(whole.prefix(1)) : whole
            let shown = isLoose ? Array(whole.dropFirst()) + columns.suffix(1) : columns
            let head = heading.map { first[$0] }
            let rows = answer.rows[start...].prefix { row in heading.map { row[$0] } == head }
            if start > 0 { out.newline() }
            writeHeading(head, heading.map { answer.columns[$0] }, page, to: &out)
            writeRows(rows, shown.map { ($0, answer.columns[$0]) }, page, to: &out)
            if let note, let text = rows.first?[note].text, rows.allSatisfy({ $0[note] == .text(text) }) {
                writeNote(text, page, to: &out)
            }
            start = rows.endIndex
            try out.checkpoint()
        }
    }

    private func writeHeading(
        _ values: [Value], _ columns: [Answer.Column], _ page: Page, to out: inout Output
    ) {
        let words = zip(values, columns).enumerated().map { index, pair in
            let text = Self.text(pair.0, pair.1, page)
            guard page.options.color else { return text }
            let style = CellStyle(pair.1).style(pair.0)
            return (style == .plain ? Style.bold : style).wrap(text)
        }
        out.write(words.joined(separator: "  "))
        out.newline()
    }

    private func writeRows(
        _ rows: ArraySlice<[Value]>, _ columns: [(index: Int, column: Answer.Column)], _ page: Page,
        to out: inout Output
    ) {
        let cells = rows.map { row in columns.map { Self.text(row[$0.index], $0.column, page) } }
        // A long name pushes only its own row out.
        let widths = columns.indices.dropLast().map { column in
            min(Self.widest, cells.map { DisplayWidth.of($0[column]) }.max() ?? 0)
        }
        for row in cells {
            out.spaces(Self.indent)
            var used = Self.indent
            for (column, width) in widths.enumerated() {
                out.write(row[column])
                let blank = max(0, width - DisplayWidth.of(row[column])) + TableFormat.gap
                out.spaces(blank)
                used += DisplayWidth.of(row[column]) + blank
            }
            writeLines(row.last ?? "", at: used, page, to: &out)
        }
    }

    private func writeNote(_ text: String, _ page: Page, to out: inout Output) {
        out.spaces(Self.indent)
        out.write("→ ")
        writeLines(HumanText.sanitized(text), at: Self.indent + 2, page, to: &out)
    }

    /// Broken between words where there is a width; never cut.
    private func writeLines(_ text: String, at indent: Int, _ page: Page, to out: inout Output) {
        let room = page.options.width.map { max(24, $0 - indent) } ?? .max
        for (number, line) in Fit.lines(text, in: room).enumerated() {
            if number > 0 { out.spaces(indent) }
            out.write(line)
            out.newline()
        }
    }

    private static func text(_ value: Value, _ column: Answer.Column, _ page: Page) -> String {
        var bytes: [UInt8] = []
        HumanText(options: page.options).append(value, column, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let indent = 2
    private static let widest = 32
}
