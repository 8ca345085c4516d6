import TomboQuery
import TomboRecords

/// A table for a terminal: headings, two blanks between columns, no lines.
///
/// Without a width nothing is ever cut or broken, so that what is piped is
/// whole and has one heading line.
enum TableFormat {
    static let gap = 2

    static func write(_ page: Page, to out: inout Output) throws {
        let human = HumanText(options: page.options)
        let grid = CellGrid(page) { value, column, decimals, out in
            human.append(value, page.columns[column], decimals: decimals, to: &out)
        }
        let headings = page.columns.map { HumanText.sanitized(Heading.text($0, .upper)) }
        let widths = fitted(page, grid, headings)
        let runsOn = page.options.layout == .sentences && page.options.width != nil
        if !page.options.noHeader { writeHeadings(headings, widths, page, to: &out) }
        for row in 0..<grid.rowCount {
            for column in page.columns.indices {
                let (bytes, width, style) = grid.cell(row, column)
                if runsOn, column == page.columns.count - 1, width > widths[column] {
                    let indent = widths.dropLast().reduce(0) { $0 + $1 + gap }
                    writeLines(of: String(decoding: bytes, as: UTF8.self), in: widths[column], indent, to: &out)
                    continue
                }
                let cell = Cell(
                    bytes: bytes, width: width, style: page.options.color ? style : .plain,
                    isRight: page.columns[column].isNumeric, isLast: column == page.columns.count - 1)
                cell.write(in: widths[column], to: &out)
            }
            endLine(&out)
            try out.checkpoint()
        }
    }

    /// Headings stand on the row nearest to their cells.
    private static func writeHeadings(_ headings: [String], _ widths: [Int], _ page: Page, to out: inout Output) {
        let lines = headings.indices.map { Fit.lines(headings[$0], in: widths[$0]) }
        let height = lines.map(\.count).max() ?? 0
        for line in 0..<height {
            for (column, lines) in lines.enumerated() {
                let index = line - (height - lines.count)
                let text = index >= 0 ? lines[index] : ""
                let cell = Cell(
                    bytes: Array(text.utf8)[...], width: DisplayWidth.of(text),
                    style: page.options.color ? .bold : .plain, isRight: page.columns[column].isNumeric,
                    isLast: column == headings.count - 1)
                cell.write(in: widths[column], to: &out)
            }
            endLine(&out)
        }
    }

    /// A cell broken between its words; one word that is too long is not cut, so that it can be copied.
    private static func writeLines(of text: String, in room: Int, _ indent: Int, to out: inout Output) {
        for (number, line) in Fit.lines(text, in: room).enumerated() {
            if number > 0 {
                endLine(&out)
                out.spaces(indent)
            }
            out.write(line)
        }
    }

    private static func fitted(_ page: Page, _ grid: CellGrid, _ headings: [String]) -> [Int] {
        let columns = page.columns.enumerated().map { index, column in
            let heading = page.options.noHeader ? "" : headings[index]
            let words = heading.split(separator: " ").map { DisplayWidth.of(String($0)) }
            return Fit.Column(
                content: grid.columnWidths[index], heading: DisplayWidth.of(heading), longestWord: words.max() ?? 0,
                // Beside sentences the first column says what they are about.
                isShrinkable: column.isShrinkable && !(index == 0 && page.options.layout == .sentences))
        }
        return Fit.widths(columns, gap: gap, total: page.options.width ?? .max)
    }

    private static func endLine(_ out: inout Output) {
        out.trimSpaces()
        out.newline()
    }

    private struct Cell {
        var bytes: ArraySlice<UInt8>
        var width: Int
        var style: Style
        var isRight: Bool
        var isLast: Bool

        func write(in room: Int, to out: inout Output) {
            var (bytes, width) = (bytes, width)
            if width > room {
                let cut = DisplayWidth.truncate(String(decoding: bytes, as: UTF8.self), to: room)
                (bytes, width) = (Array(cut.text.utf8)[...], cut.width)
            }
            if isRight { out.spaces(room - width) }
            if style != .plain, !bytes.isEmpty {
                out.write(style.escape)
                out.bytes.append(contentsOf: bytes)
                out.write(Style.reset)
            } else {
                out.bytes.append(contentsOf: bytes)
            }
            if isLast { return }
            out.spaces((isRight ? 0 : room - width) + TableFormat.gap)
        }
    }
}
