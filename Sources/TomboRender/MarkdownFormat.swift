import TomboQuery
import TomboRecords

/// A pipe table for GitHub and MkDocs, legible as it stands, and below it in
/// italics what it rests on.
///
/// Without header it is rows only, to be appended to a table.
enum MarkdownFormat {
    static func write(_ page: Page, to out: inout Output) throws {
        let human = HumanText(options: page.options, keepsNewlines: true)
        if page.options.layout == .record {
            try writeRecords(page, human, to: &out)
        } else {
            try writeRows(page, human, to: &out)
        }
        if page.options.noHeader { return }
        for line in evidence(page) { out.write("\n*\(MarkdownText.escaped(line))*\n") }
    }

    private static func evidence(_ page: Page) -> [String] {
        let evidence = Evidence(page.answer, options: page.options)
        let (from, to) = (page.answer.comparedWith, page.answer.spokenOf)
        var lines = to.isEmpty ? [] : [evidence.documentText(to) + "."]
        if !from.isEmpty { lines.insert(evidence.documentText(from) + ", compared with:", at: 0) }
        lines += evidence.documentGapTexts().map { "Incomplete: \($0)." }
        return lines
    }

    static func writeRows(_ page: Page, _ human: HumanText, to out: inout Output) throws {
        let grid = CellGrid(page) { value, column, decimals, out in
            var text: [UInt8] = []
            human.append(value, page.columns[column], decimals: decimals, to: &text)
            MarkdownText.append(String(decoding: text, as: UTF8.self), to: &out)
        }
        let headings = page.columns.map { MarkdownText.escaped(page.heading($0)) }
        let isRight = page.columns.map(\.isNumeric)
        // The delimiter line needs three dashes, or two and a colon.
        let widths = headings.indices.map { max(grid.columnWidths[$0], DisplayWidth.of(headings[$0]), 3) }
        if !page.options.noHeader {
            writeLine(headings.map { (Array($0.utf8)[...], DisplayWidth.of($0)) }, widths, isRight, to: &out)
            let dashes = widths.indices.map { index in
                let rule = String(repeating: "-", count: widths[index] - (isRight[index] ? 1 : 0))
                return rule + (isRight[index] ? ":" : "")
            }
            writeLine(dashes.map { (Array($0.utf8)[...], $0.utf8.count) }, widths, isRight, to: &out)
        }
        for row in 0..<grid.rowCount {
            let cells = page.columns.indices.map { column in
                let cell = grid.cell(row, column)
                return (cell.bytes, cell.width)
            }
            writeLine(cells, widths, isRight, to: &out)
            try out.checkpoint()
        }
    }

    private static func writeRecords(_ page: Page, _ human: HumanText, to out: inout Output) throws {
        var isFirst = true
        try page.forEachRow { cells in
            if !isFirst { out.newline() }
            isFirst = false
            var lines: [[String]] = page.options.noHeader ? [] : [["Field", "Value"]]
            for index in page.fields {
                let column = page.columns[index]
                var text: [UInt8] = []
                human.appendField(cells[index], column, to: &text)
                let name = HumanText.sanitized(Heading.text(column, .sentence))
                lines.append([
                    MarkdownText.escaped(name), MarkdownText.escaped(String(decoding: text, as: UTF8.self)),
                ])
            }
            let width = lines.map { DisplayWidth.of($0[0]) }.max() ?? 0
            for (number, line) in lines.enumerated() {
                out.write("| \(line[0])")
                out.spaces(width - DisplayWidth.of(line[0]))
                out.write(" | \(line[1]) |\n")
                if number > 0 || page.options.noHeader { continue }
                out.write("| \(String(repeating: "-", count: width)) | ----- |\n")
            }
            for section in try page.sections(of: cells) {
                out.write("\n**\(MarkdownText.escaped(section.title))**\n\n")
                try writeRows(section.page, human, to: &out)
            }
            try out.checkpoint()
        }
    }

    private static func writeLine(
        _ cells: [(bytes: ArraySlice<UInt8>, width: Int)], _ widths: [Int], _ isRight: [Bool], to out: inout Output
    ) {
        for (index, cell) in cells.enumerated() {
            out.write(index == 0 ? "| " : " | ")
            if isRight[index] { out.spaces(widths[index] - cell.width) }
            out.bytes.append(contentsOf: cell.bytes)
            if !isRight[index] { out.spaces(widths[index] - cell.width) }
        }
        out.write(" |\n")
    }
}
