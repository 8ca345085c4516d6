import ArgumentParser
import TomboQuery
import TomboRecords
import TomboRender
import TomboStore

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "List the kinds, or the columns of one and what they mean.",
        discussion: """
            EXAMPLES
              tombo schema
              tombo schema server
            """)

    @Argument(help: "The kind, or a short word for it.")
    var kind: String?

    @Flag(help: .hidden)
    var migration = false

    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        guard let kind else {
            try output.write(SchemaAnswer.kinds(Catalog.specs), quiet: global.quiet)
            return
        }
        let spec = try Catalog.specs.named(kind)
        if migration {
            // What a new kind's SQL file starts from; scripts/new-kind asks for it.
            print(spec.sketch, terminator: "")
            return
        }
        try output.write(SchemaAnswer.columns(of: spec), quiet: global.quiet)
        guard output.format == .table, !global.quiet else { return }
        var lines = ["", "\(spec.kind): \(spec.summary)", "Also called: \(spec.aliases.joined(separator: ", "))"]
        for example in spec.examples { lines += ["", "  \(example.question)", "  tombo sql \"\(example.sql)\""] }
        StandardError.write(lines.joined(separator: "\n") + "\n")
    }
}
