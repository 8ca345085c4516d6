import TomboQuery
import TomboRecords

/// Markdown as forges show it.
struct MarkdownReport: ReportWriter {
    let options: RenderOptions

    func begin(_ document: ReportDocument, _ out: inout ReportOutput) {
        out.text += "# \(MarkdownText.escaped(document.title))\n"
    }

    func heading(_ title: String, _ out: inout ReportOutput) {
        out.text += "\n## \(MarkdownText.escaped(title))\n"
    }

    func paragraph(_ text: String, _ out: inout ReportOutput) {
        out.text += "\n\(MarkdownText.escaped(HumanText.sanitized(text)))\n"
    }

    func list(_ lines: [String], _ out: inout ReportOutput) {
        out.text += "\n" + lines.map { "- \(MarkdownText.escaped(HumanText.sanitized($0)))\n" }.joined()
    }

    func table(_ caption: String, _ answer: Answer, _ out: inout ReportOutput) throws {
        out.text += try "\n\(MarkdownFormat.table(answer, options))\n*\(MarkdownText.escaped(caption))*\n"
    }

    func commands(_ lines: [String], _ out: inout ReportOutput) {
        out.text += "\n```shell\n" + lines.map { HumanText.sanitized($0) + "\n" }.joined() + "```\n"
    }

    func drawing(_ caption: String, _ graph: Graph, _ out: inout ReportOutput) {
        out.text += "\n```mermaid\n\(GraphFormat.mermaid.text(graph))```\n\n*\(MarkdownText.escaped(caption))*\n"
    }

    func screenshot(_ caption: String, _ out: inout ReportOutput) {
        out.text += "\n> \(out.words.screenshotWord).\n>\n> *\(MarkdownText.escaped(caption))*\n"
    }

    func warning(_ title: String, _ lines: [String], _ out: inout ReportOutput) {
        out.text += "\n> **\(MarkdownText.escaped(title))**\n>\n"
        out.text += lines.map { "> - \(MarkdownText.escaped(HumanText.sanitized($0)))\n" }.joined()
    }

    func end(_ document: ReportDocument, _ out: inout ReportOutput) {}
}

extension MarkdownFormat {
    /// The rows of an answer as a table, without what it rests on.
    static func table(_ answer: Answer, _ options: RenderOptions) throws -> String {
        var bytes: [UInt8] = []
        let page = try Page(answer, format: .markdown, options: options)
        try withoutActuallyEscaping({ (chunk: [UInt8]) in bytes += chunk }) { sink in
            var out = Output(sink: sink)
            try writeRows(page, HumanText(options: options, keepsNewlines: true), to: &out)
            try out.flush()
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
