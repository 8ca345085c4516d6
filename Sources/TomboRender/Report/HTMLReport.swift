import TomboQuery
import TomboRecords

/// One page that needs no network and runs nothing.
struct HTMLReport: ReportWriter {
    let options: RenderOptions

    func begin(_ document: ReportDocument, _ out: inout ReportOutput) {
        let title = HTMLText.escaped(document.title)
        out.text += """
            <!doctype html>
            <html lang="\(document.language.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>\(title)</title>
            <style>
            \(HTMLStyle.css)\(Self.css)</style>
            </head>
            <body class="report">
            <h1>\(title)</h1>

            """
        out.text += "<nav>\n<ol>\n"
        for (index, section) in document.sections.enumerated() {
            out.text += "<li><a href=\"#s\(index + 1)\">\(HTMLText.escaped(section.title))</a></li>\n"
        }
        out.text += "</ol>\n</nav>\n"
    }

    func heading(_ title: String, _ out: inout ReportOutput) {
        out.text += "<h2 id=\"s\(out.nextSection())\">\(HTMLText.escaped(title))</h2>\n"
    }

    func paragraph(_ text: String, _ out: inout ReportOutput) {
        out.text += "<p>\(escaped(text))</p>\n"
    }

    func list(_ lines: [String], _ out: inout ReportOutput) {
        out.text += "<ul>\n" + lines.map { "<li>\(escaped($0))</li>\n" }.joined() + "</ul>\n"
    }

    func table(_ caption: String, _ answer: Answer, _ out: inout ReportOutput) throws {
        out.text += "<figure>\n"
        var bytes: [UInt8] = []
        let page = try Page(answer, format: .html, options: options)
        try withoutActuallyEscaping({ (chunk: [UInt8]) in bytes += chunk }) { sink in
            var table = Output(sink: sink)
            try HTMLFormat.writeRows(page, nil, to: &table)
            try table.flush()
        }
        out.text += String(decoding: bytes, as: UTF8.self)
        out.text += "<figcaption>\(escaped(caption))</figcaption>\n</figure>\n"
    }

    func commands(_ lines: [String], _ out: inout ReportOutput) {
        out.text += "<pre><code>" + lines.map { escaped($0) + "\n" }.joined() + "</code></pre>\n"
    }

    func drawing(_ caption: String, _ graph: Graph, _ out: inout ReportOutput) {
        out.text += "<figure>\n\(GraphFormat.svg.text(graph))"
        out.text += "<figcaption>\(escaped(caption))</figcaption>\n</figure>\n"
    }

    func screenshot(_ caption: String, _ out: inout ReportOutput) {
        out.text += "<figure>\n<div class=\"screenshot\">\(escaped(out.words.screenshotWord))</div>\n"
        out.text += "<figcaption>\(escaped(caption))</figcaption>\n</figure>\n"
    }

    func warning(_ title: String, _ lines: [String], _ out: inout ReportOutput) {
        out.text += "<aside role=\"note\">\n<strong>\(escaped(title))</strong>\n<ul>\n"
        out.text += lines.map { "<li>\(escaped($0))</li>\n" }.joined() + "</ul>\n</aside>\n"
    }

    func end(_ document: ReportDocument, _ out: inout ReportOutput) {
        out.text += "</body>\n</html>\n"
    }

    private func escaped(_ text: String) -> String { HTMLText.escaped(HumanText.sanitized(text)) }

    private static let css = """
        .report { max-width: 75rem; margin: 2rem auto; padding: 0 1rem; }
        .report h1 { font-size: 1.9rem; } .report h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); }
        .report nav { columns: 2; color: var(--soft); } .report nav a { color: inherit; }
        .report figure { margin: 1.5rem 0; overflow-x: auto; } .report figure table { margin-bottom: .4rem; }
        .report figure svg { max-width: 100%; height: auto; }
        .report figcaption { color: var(--soft); }
        .report td { padding-right: 1rem; max-width: 26rem; }
        .report pre { padding: .75rem 1rem; background: var(--hover); border-radius: 4px; overflow-x: auto; }
        .screenshot { padding: 2.5rem 1rem; border: 2px dashed var(--line); text-align: center; color: var(--soft); }
        @media print { .report nav { display: none; } .report h2 { break-after: avoid; } .report svg { break-inside: avoid; } }

        """
}
