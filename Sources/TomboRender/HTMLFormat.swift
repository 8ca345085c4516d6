import TomboQuery
import TomboRecords

/// One HTML file that needs no network and runs nothing.
enum HTMLFormat {
    static func write(_ page: Page, to out: inout Output) throws {
        let evidence = Evidence(page.answer, options: page.options)
        let moments = [page.answer.comparedWith, page.answer.spokenOf].filter { !$0.isEmpty }
        let caption = moments.isEmpty ? nil : moments.map(evidence.documentText).joined(separator: ", compared with: ")
        out.write("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        out.write("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        // Should an escape ever be missing, the browser still runs nothing.
        out.write("<meta http-equiv=\"Content-Security-Policy\" ")
        out.write("content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
        out.write("<title>\(HTMLText.escaped(caption ?? "Tombo"))</title>\n")
        out.write("<style>\n\(HTMLStyle.css)</style>\n</head>\n<body>\n")
        if !page.answer.gaps.isEmpty {
            out.write("<aside role=\"note\">\n<strong>Incomplete</strong>\n<ul>\n")
            for text in evidence.documentGapTexts() { out.write("<li>\(HTMLText.escaped(text))</li>\n") }
            out.write("</ul>\n</aside>\n")
        }
        if page.options.layout == .record {
            try writeRecords(page, caption, to: &out)
        } else {
            try writeRows(page, caption, to: &out)
        }
        out.write("</body>\n</html>\n")
    }

    private static func writeCaption(_ caption: String?, _ page: Page, to out: inout Output) {
        guard let caption else { return }
        let rows = page.options.layout == .record ? "" : " · \(page.rowCount) \(page.rowCount == 1 ? "row" : "rows")"
        out.write("<caption>\(HTMLText.escaped(caption))\(rows)</caption>\n")
    }

    static func writeRows(_ page: Page, _ caption: String?, to out: inout Output) throws {
        out.write("<table>\n")
        writeCaption(caption, page, to: &out)
        if !page.options.noHeader {
            out.write("<thead>\n<tr>")
            for column in page.columns {
                out.write(column.isNumeric ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">")
                out.write(HTMLText.escaped(page.heading(column)))
                out.write("</th>")
            }
            out.write("</tr>\n</thead>\n")
        }
        out.write("<tbody>\n")
        let writers = writers(page)
        try page.forEachRow { cells in
            out.write("<tr>")
            for (index, writer) in writers.enumerated() { writer.write(cells[index], to: &out) }
            out.write("</tr>\n")
            try out.checkpoint()
        }
        if page.rowCount == 0 {
            out.write("<tr><td class=\"dim\" colspan=\"\(max(1, page.columns.count))\">no rows</td></tr>\n")
        }
        out.write("</tbody>\n</table>\n")
    }

    private static func writeRecords(_ page: Page, _ caption: String?, to out: inout Output) throws {
        let writers = writers(page)
        try page.forEachRow { cells in
            out.write("<table class=\"record\">\n")
            writeCaption(caption, page, to: &out)
            out.write("<tbody>\n")
            for index in page.fields {
                let name = HTMLText.escaped(HumanText.sanitized(Heading.text(page.columns[index], .sentence)))
                out.write("<tr><th scope=\"row\">\(name)</th>")
                writers[index].write(cells[index], to: &out)
                out.write("</tr>\n")
            }
            out.write("</tbody>\n</table>\n")
            for section in try page.sections(of: cells) { try writeRows(section.page, section.title, to: &out) }
            try out.checkpoint()
        }
    }

    private static func writers(_ page: Page) -> [HTMLCell] {
        let decimals = CellGrid.decimals(page)
        return page.columns.indices.map { HTMLCell(page.columns[$0], decimals: decimals[$0], options: page.options) }
    }
}
