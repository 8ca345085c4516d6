import ArgumentParser
import TomboQuery
import TomboRecords
import TomboRender
import TomboStore

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "List the kinds and views, or the columns of one and what they mean.",
        discussion: """
            Kinds are what `list` and `show` take; `sql` takes kinds and views.

            EXAMPLES
              tombo schema
              tombo schema server
              tombo schema server_address
            """)

    @Argument(help: "The kind, a short word for it, or a view.", completion: .names(.kindsAndViews))
    var kind: String?

    @Flag(help: .hidden)
    var migration = false

    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        guard let kind else {
            try output.write(SchemaAnswer.kinds(Catalog.specs), layout: .sentences, quiet: global.quiet)
            return
        }
        if let view = ViewSpec.called(kind) {
            try output.write(SchemaAnswer.columns(of: view), layout: .sentences, quiet: global.quiet)
            return explain(["\(view.name): \(view.summary)"] + view.notes, view.examples)
        }
        let spec = try Catalog.specs.named(kind)
        if migration {
            // What a new kind's SQL file starts from; scripts/new-kind asks for it.
            print(spec.sketch, terminator: "")
            return
        }
        try output.write(SchemaAnswer.columns(of: spec), layout: .sentences, quiet: global.quiet)
        explain(
            ["\(spec.kind): \(spec.summary)", "Also called: \(spec.aliases.joined(separator: ", "))"], spec.examples)
    }

    /// Words beside the table, for people.
    private func explain(_ sentences: [String], _ examples: [RecordSpec.Example]) {
        guard output.format == .table, !global.quiet else { return }
        var lines = [""] + sentences
        for example in examples { lines += ["", "  \(example.question)", "  tombo sql \"\(example.sql)\""] }
        StandardError.write(lines.joined(separator: "\n") + "\n")
    }
}
