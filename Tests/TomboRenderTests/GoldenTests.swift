import Testing
import TomboQuery
import TomboRender
import TomboTestKit

/// What a person or a program gets, byte by byte.
@Suite("golden output") struct GoldenTests {
    private static func name(_ format: OutputFormat) -> String {
        switch format {
        case .table, .value: "txt"
        case .markdown: "md"
        default: format.rawValue
        }
    }

    @Test("the nasty answer in every format", arguments: OutputFormat.allCases)
    func nasty(_ format: OutputFormat) throws {
        let text = try Renderer.render(Samples.nasty, as: format, options: Samples.options)
        try expectGolden(text, "nasty/\(format.rawValue).\(Self.name(format))")
    }

    @Test("hosts in every format", arguments: OutputFormat.allCases)
    func hosts(_ format: OutputFormat) throws {
        let text = try Renderer.render(Samples.hosts, as: format, options: Samples.options)
        try expectGolden(text, "hosts/\(format.rawValue).\(Self.name(format))")
    }

    @Test("no rows in every format", arguments: OutputFormat.allCases)
    func empty(_ format: OutputFormat) throws {
        let text = try Renderer.render(Samples.empty, as: format, options: Samples.options)
        try expectGolden(text, "empty/\(format.rawValue).\(Self.name(format))")
    }

    @Test("a record", arguments: [OutputFormat.table, .value, .markdown, .html])
    func record(_ format: OutputFormat) throws {
        var options = Samples.options
        options.layout = .record
        let text = try Renderer.render(Samples.place, as: format, options: options)
        try expectGolden(text, "record/\(format.rawValue).\(Self.name(format))")
    }

    @Test("a record with tables of its own", arguments: [OutputFormat.table, .json, .csv, .markdown, .html])
    func sections(_ format: OutputFormat) throws {
        var options = Samples.options
        options.layout = .record
        let text = try Renderer.render(Samples.sectioned, as: format, options: options)
        try expectGolden(text, "sections/\(format.rawValue).\(Self.name(format))")
    }

    @Test("records of nasty rows")
    func nastyRecords() throws {
        var options = Samples.options
        options.layout = .record
        options.long = true
        try expectGolden(Renderer.render(Samples.nasty, as: .table, options: options), "record/nasty.txt")
        try expectGolden(Renderer.render(Samples.nasty, as: .markdown, options: options), "record/nasty.md")
    }

    @Test("a diff, plain, in colour, as a document")
    func diff() throws {
        var options = Samples.options
        try expectGolden(Renderer.render(Samples.diff, as: .table, options: options), "diff/table.txt")
        try expectGolden(Renderer.render(Samples.diff, as: .markdown, options: options), "diff/markdown.md")
        try expectGolden(Renderer.render(Samples.diff, as: .html, options: options), "diff/html.html")
        options.color = true
        try expectGolden(Renderer.render(Samples.diff, as: .table, options: options), "diff/color.txt")
    }

    @Test("hosts fitted to terminals", arguments: [100, 80, 60])
    func fitted(_ width: Int) throws {
        var options = Samples.options
        options.width = width
        try expectGolden(Renderer.render(Samples.hosts, as: .table, options: options), "hosts/width-\(width).txt")
        options.long = true
        try expectGolden(Renderer.render(Samples.nasty, as: .table, options: options), "nasty/width-\(width).txt")
    }

    @Test("the evidence")
    func footer() throws {
        try expectGolden(Renderer.footer(Samples.nasty, options: Samples.options) ?? "", "footer/gaps.txt")
        try expectGolden(Renderer.footer(Samples.empty, options: Samples.options) ?? "", "footer/empty.txt")
    }
}
