import TomboQuery
import TomboRecords

/// Every cell of a page as text, with its width: what a table needs before
/// its first line can be written.
///
/// One buffer for all cells, not a text each: a listing has a million cells.
struct CellGrid {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var widths: [Int32] = []
    private var styles: [Style] = []
    private let columnCount: Int
    /// The width of the widest cell of each column, headings aside.
    private(set) var columnWidths: [Int]
    private(set) var rowCount = 0

    /// Lets `append` write each cell once.
    init(_ page: Page, append: (_ value: Value, _ column: Int, _ decimals: Int, _ out: inout [UInt8]) -> Void) {
        columnCount = page.columns.count
        columnWidths = Array(repeating: 0, count: columnCount)
        let decimals = Self.decimals(page)
        let rules = page.columns.map(CellStyle.init)
        page.forEachRow { cells in
            for column in 0..<columnCount {
                let value = cells[column]
                let start = bytes.count
                append(value, column, decimals[column], &bytes)
                let width = DisplayWidth.of(bytes[start...])
                ends.append(bytes.count)
                widths.append(Int32(width))
                styles.append(rules[column].style(value))
                columnWidths[column] = max(columnWidths[column], width)
            }
            rowCount += 1
        }
    }

    func cell(_ row: Int, _ column: Int) -> (bytes: ArraySlice<UInt8>, width: Int, style: Style) {
        let index = row * columnCount + column
        return (bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]], Int(widths[index]), styles[index])
    }

    /// For each column the most decimals that one of its real numbers needs.
    static func decimals(_ page: Page) -> [Int] {
        var decimals = Array(repeating: 1, count: page.columns.count)
        let reals = page.columns.indices.filter { page.columns[$0].type == .real }
        if reals.isEmpty { return decimals }
        page.forEachRow { cells in
            for column in reals {
                if case .real(let real) = cells[column] {
                    decimals[column] = max(decimals[column], HumanNumber.decimals(real))
                }
            }
        }
        return decimals
    }
}

extension Answer.Column {
    /// Numbers stand to the right, so that their digits are in columns.
    var isNumeric: Bool { type == .integer || type == .real }

    /// Whether its numbers are sizes in bytes, which people read in larger units.
    var countsBytes: Bool { unit == "B" && name.contains("bytes") }

    /// Whether a cell may be cut to fit a terminal: half a number or half a
    /// moment would be a wrong one.
    var isShrinkable: Bool { type == .text || type == .set || type == .json }
}
