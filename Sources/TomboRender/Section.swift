import TomboQuery
import TomboRecords

/// A table that a record holds, as a page of its own.
struct Section {
    /// What a document calls it.
    var title: String
    var page: Page
}

extension Page {
    /// The columns that a record shows as fields, in their order.
    var fields: [Int] { columns.indices.filter { columns[$0].section.isEmpty } }

    /// The tables of one row that have any rows.
    func sections(of cells: Cells) throws(RenderError) -> [Section] {
        var sections: [Section] = []
        for index in columns.indices where !columns[index].section.isEmpty {
            let inner = columns[index].section
            let rows = cells[index].elements.map { element in inner.map { element[$0.name] } }
            if rows.isEmpty { continue }
            var plain = options
            (plain.columns, plain.sortColumn, plain.layout) = ([], nil, .rows)
            sections.append(
                Section(
                    title: HumanText.sanitized(Heading.text(columns[index], .sentence)),
                    page: try Page(Answer(columns: inner, rows: rows), format: .table, options: plain)))
        }
        return sections
    }
}
