import TomboQuery
import TomboRecords

/// An answer after `-c` and `--sort-column`: what every format writes.
struct Page {
    let answer: Answer
    let options: RenderOptions
    /// The columns to write, in the order to write them.
    let columns: [Answer.Column]
    private let indices: [Int]
    /// Row numbers in the order to write them; nil for as they stand.
    private let order: [Int]?

    init(_ answer: Answer, format: OutputFormat, options: RenderOptions) throws(RenderError) {
        self.answer = answer
        self.options = options
        indices = try Self.selection(answer.columns, format: format, options: options)
        let all = answer.columns
        columns = indices.map { all[$0] }
        if let name = options.sortColumn {
            let index = try Self.index(of: name, in: answer.columns)
            order = RowOrder.order(answer.rows, by: index, answer.columns[index], descending: options.sortDescending)
        } else {
            order = nil
        }
    }

    var rowCount: Int { answer.rows.count }

    /// The head of a column in a document.
    func heading(_ column: Answer.Column) -> String {
        options.headings[column.name] ?? HumanText.sanitized(Heading.text(column, .sentence))
    }

    /// Whether nobody chose columns or an order.
    var isAsItStands: Bool { options.columns.isEmpty && options.sortColumn == nil && !options.long }

    /// Calls `body` with each row, each having one value for each of ``columns``.
    func forEachRow(_ body: (_ cells: Cells) throws -> Void) rethrows {
        if let order {
            for number in order { try body(Cells(row: answer.rows[number], indices: indices)) }
        } else {
            for row in answer.rows { try body(Cells(row: row, indices: indices)) }
        }
    }

    /// One row seen through the selection; a value that is not there is unknown.
    struct Cells {
        fileprivate let row: [Value]
        fileprivate let indices: [Int]

        subscript(column: Int) -> Value {
            let index = indices[column]
            return index < row.count ? row[index] : .null
        }
    }

    private static func selection(
        _ columns: [Answer.Column], format: OutputFormat, options: RenderOptions
    ) throws(RenderError) -> [Int] {
        let asked = options.columns.flatMap { $0.split(separator: ",") }.map(String.init)
        if !asked.isEmpty {
            var indices: [Int] = []
            for name in asked {
                let index = try index(of: name, in: columns)
                // Twice the same key would make the JSON of a row invalid.
                if !indices.contains(index) { indices.append(index) }
            }
            return indices
        }
        guard format.isForPeople else { return columns.indices.filter { !columns[$0].isSpoken } }
        let brief = columns.indices.filter { columns[$0].isBrief }
        return !options.long && !brief.isEmpty ? brief : Array(columns.indices)
    }

    private static func index(of name: String, in columns: [Answer.Column]) throws(RenderError) -> Int {
        if let exact = columns.firstIndex(where: { $0.name == name }) { return exact }
        let folded = fold(name)
        guard let index = columns.firstIndex(where: { fold($0.name) == folded }) else {
            throw .unknownColumn(name, among: columns.map(\.name))
        }
        return index
    }

    /// A heading copied from a table finds its column.
    private static func fold(_ name: String) -> String {
        let words = name.lowercased().split { $0 == " " || $0 == "-" || $0 == "_" }
        return words.joined(separator: "_")
    }
}
