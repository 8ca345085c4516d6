import TomboQuery
import TomboRecords

/// One line a field, for an answer about one thing; a blank line between two.
///
/// No field is cut: who asks about one thing wants all of it. Lists of
/// objects and texts of several lines run on below their first line. Tables
/// that a record holds follow below its fields.
enum RecordFormat {
    static func write(_ page: Page, to out: inout Output) throws {
        let names = page.columns.map { HumanText.sanitized(Heading.text($0, .lower)) }
        let fields = page.fields
        let column = fields.map { DisplayWidth.of(names[$0]) }.max() ?? 0
        let human = HumanText(options: page.options, keepsNewlines: true)
        let rules = page.columns.map(CellStyle.init)
        var isFirst = true
        try page.forEachRow { cells in
            if !isFirst { out.newline() }
            isFirst = false
            for index in fields {
                let (name, value) = (names[index], cells[index])
                let indent = page.options.noHeader ? 0 : column + TableFormat.gap
                if !page.options.noHeader {
                    out.write(page.options.color ? Style.bold.wrap(name) : name)
                    out.spaces(indent - DisplayWidth.of(name))
                }
                let style = page.options.color ? rules[index].style(value) : .plain
                var text: [UInt8] = []
                human.appendField(value, page.columns[index], to: &text)
                let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
                for (number, line) in lines.enumerated() {
                    if number > 0 { out.spaces(indent) }
                    if style != .plain { out.write(style.escape) }
                    out.bytes.append(contentsOf: line)
                    if style != .plain { out.write(Style.reset) }
                    out.trimSpaces()
                    out.newline()
                }
            }
            for (number, section) in try page.sections(of: cells).enumerated() {
                if number > 0 || !fields.isEmpty { out.newline() }
                try TableFormat.write(section.page, to: &out)
            }
            try out.checkpoint()
        }
    }
}
