import TomboQuery

/// Markdown for MkDocs Material with pymdownx.blocks.caption, admonition and superfences.
struct MkDocsReport: ReportWriter {
    let options: RenderOptions
    private var plain: MarkdownReport { MarkdownReport(options: options) }

    init(options: RenderOptions) { self.options = options }

    func begin(_ document: ReportDocument, _ out: inout ReportOutput) { plain.begin(document, &out) }
    func heading(_ title: String, _ out: inout ReportOutput) { plain.heading(title, &out) }
    func paragraph(_ text: String, _ out: inout ReportOutput) { plain.paragraph(text, &out) }
    func list(_ lines: [String], _ out: inout ReportOutput) { plain.list(lines, &out) }
    func commands(_ lines: [String], _ out: inout ReportOutput) { plain.commands(lines, &out) }

    func table(_ caption: String, _ answer: Answer, _ out: inout ReportOutput) throws {
        out.text += try "\n\(MarkdownFormat.table(answer, options))"
        writeCaption(caption, &out)
    }

    func drawing(_ caption: String, _ graph: Graph, _ out: inout ReportOutput) {
        out.text += "\n```mermaid\n\(GraphFormat.mermaid.text(graph))```\n"
        // A figure is as wide as what stands in it, and a diagram as wide as its figure: without this 300 pixels.
        writeCaption(caption, &out, attributes: "{style: \"width: 100%\"}")
    }

    /// A box in the place of the picture, above the caption that it will have.
    func screenshot(_ caption: String, _ out: inout ReportOutput) {
        out.text += "\n!!! note \"\(out.words.screenshotWord)\"\n"
        writeCaption(caption, &out, attributes: "{style: \"width: 100%\"}")
    }

    func warning(_ title: String, _ lines: [String], _ out: inout ReportOutput) {
        out.text += "\n!!! warning \"\(title.replacing("\"", with: "'"))\"\n\n"
        out.text += lines.map { "    - \(MarkdownText.escaped(HumanText.sanitized($0)))\n" }.joined()
    }

    func end(_ document: ReportDocument, _ out: inout ReportOutput) {}

    private func writeCaption(_ caption: String, _ out: inout ReportOutput, attributes: String? = nil) {
        let options = attributes.map { "    attrs: \($0)\n\n" } ?? ""
        out.text += "\n/// caption\n\(options)\(MarkdownText.escaped(caption))\n///\n"
    }
}
