public import TomboQuery

/// The forms of a report.
public enum ReportFormat: String, Sendable, CaseIterable {
    /// Markdown with what MkDocs Material has beside it: captions, admonitions, diagrams.
    case mkdocs
    /// Markdown as forges show it.
    case markdown
    /// One file that needs no network and runs nothing.
    case html
}

/// Writes reports: a pure function of a document, a form and options.
public enum ReportRenderer {
    /// - Throws: ``RenderError``.
    public static func render(
        _ document: ReportDocument, as format: ReportFormat, options: RenderOptions = .init()
    ) throws -> String {
        let words = ReportWords(document.language)
        var options = options
        options.headings = words.columnHeadings
        options.truth = .init(yes: words.yesWord, no: words.noWord)
        var out = ReportOutput(words)
        let writer: any ReportWriter =
            switch format {
            case .mkdocs: MkDocsReport(options: options)
            case .markdown: MarkdownReport(options: options)
            case .html: HTMLReport(options: options)
            }
        writer.begin(document, &out)
        for section in document.sections {
            writer.heading(section.title, &out)
            for block in section.blocks { try write(block, writer, &out) }
        }
        writer.end(document, &out)
        return out.text
    }

    private static func write(_ block: ReportBlock, _ writer: any ReportWriter, _ out: inout ReportOutput) throws {
        switch block {
        case .paragraph(let text): writer.paragraph(text, &out)
        case .list(let lines): writer.list(lines, &out)
        case .table(let caption, let answer): try writer.table(out.tableCaption(caption), answer, &out)
        case .commands(let lines): writer.commands(lines, &out)
        case .drawing(let caption, let graph): writer.drawing(out.figureCaption(caption), graph, &out)
        case .screenshot(let caption): writer.screenshot(out.figureCaption(caption), &out)
        case .warning(let title, let lines): writer.warning(title, lines, &out)
        }
    }
}

/// How one form writes each thing of a report.
protocol ReportWriter {
    func begin(_ document: ReportDocument, _ out: inout ReportOutput)
    func heading(_ title: String, _ out: inout ReportOutput)
    func paragraph(_ text: String, _ out: inout ReportOutput)
    func list(_ lines: [String], _ out: inout ReportOutput)
    func table(_ caption: String, _ answer: Answer, _ out: inout ReportOutput) throws
    func commands(_ lines: [String], _ out: inout ReportOutput)
    func drawing(_ caption: String, _ graph: Graph, _ out: inout ReportOutput)
    func screenshot(_ caption: String, _ out: inout ReportOutput)
    func warning(_ title: String, _ lines: [String], _ out: inout ReportOutput)
    func end(_ document: ReportDocument, _ out: inout ReportOutput)
}

/// What was written so far; numbers tables and figures through the whole report.
struct ReportOutput {
    let words: ReportWords
    var text = ""
    private var tables = 0
    private var figures = 0
    private var sections = 0

    init(_ words: ReportWords) { self.words = words }

    /// `Tabela 3 – Unidades do Juju`
    mutating func tableCaption(_ caption: String) -> String {
        tables += 1
        return "\(words.tableWord) \(tables) – \(caption)"
    }

    mutating func nextSection() -> Int {
        sections += 1
        return sections
    }

    mutating func figureCaption(_ caption: String) -> String {
        figures += 1
        return "\(words.figureWord) \(figures) – \(caption)"
    }
}
