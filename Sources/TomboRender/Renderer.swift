public import TomboQuery

/// Writes answers: pure functions of an answer, a format and options.
public enum Renderer {
    /// Writes `answer` in chunks of about 64 KiB.
    ///
    /// - Throws: ``RenderError`` before the first chunk when the options name
    ///   a column that is not there; whatever `sink` throws, at once.
    public static func render(
        _ answer: Answer, as format: OutputFormat, options: RenderOptions = .init(), to sink: ([UInt8]) throws -> Void
    ) throws {
        let page = try Page(answer, format: format, options: options)
        try withoutActuallyEscaping(sink) { sink in
            var out = Output(sink: sink)
            try write(page, as: format, to: &out)
            try out.flush()
        }
    }

    /// The whole of it as text.
    public static func render(
        _ answer: Answer, as format: OutputFormat, options: RenderOptions = .init()
    ) throws -> String {
        var bytes: [UInt8] = []
        try render(answer, as: format, options: options) { bytes.append(contentsOf: $0) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The evidence of an answer, for the standard error of every format:
    /// the snapshot it speaks of, a line for all gaps with one cause, and `no rows` where
    /// there are none. nil when there is nothing to say. Lines end in a
    /// newline.
    public static func footer(_ answer: Answer, options: RenderOptions = .init()) -> String? {
        var lines: [String] = []
        if answer.rows.isEmpty { lines.append("no rows") }
        let evidence = Evidence(answer, options: options)
        for baseline in answer.comparedWith { lines.append("from " + evidence.text(baseline)) }
        for snapshot in answer.spokenOf { lines.append(evidence.text(snapshot)) }
        return lines.isEmpty && answer.isComplete
            ? nil : (lines.map { $0 + "\n" }.joined() + gaps(answer, options: options))
    }

    /// The lines of the ``footer(_:options:)`` that say what is incomplete:
    /// one for all gaps with one cause. Empty when there are none.
    public static func gaps(_ answer: Answer, options: RenderOptions = .init()) -> String {
        let mark = options.color ? Style.yellow.wrap("incomplete:") : "incomplete:"
        return Evidence(answer, options: options).gapTexts().map { "\(mark) \($0)\n" }.joined()
    }

    private static func write(_ page: Page, as format: OutputFormat, to out: inout Output) throws {
        switch format {
        case .table:
            switch page.options.layout {
            case .record: try RecordFormat.write(page, to: &out)
            case .groups(let groups) where page.isAsItStands: try GroupFormat(groups).write(page, to: &out)
            case .rows, .sentences, .groups: try TableFormat.write(page, to: &out)
            }
        case .json: try JSONFormat.write(page, to: &out)
        case .ndjson: try NDJSONFormat.write(page, to: &out)
        case .csv: try CSVFormat.write(page, to: &out)
        case .tsv: try TSVFormat.write(page, to: &out)
        case .value: try ValueFormat.write(page, to: &out)
        case .yaml: try YAMLFormat.write(page, to: &out)
        case .markdown: try MarkdownFormat.write(page, to: &out)
        case .html: try HTMLFormat.write(page, to: &out)
        }
    }
}
