import ArgumentParser
import TomboQuery
import TomboRecords
import TomboStore

struct AnnotateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "annotate",
        abstract: "Write a person's words beside a resource's history.",
        discussion: """
            They stand in `log` and `show` of the resource with who wrote them and when,
            and are part of the chain: nobody can change or take them away unseen.

            EXAMPLES
              tombo annotate server/lb "moved off node3 for the disk exchange"
            """)

    @Argument(
        help: "The resource: server/lb, its id, or a bare name that only one has.", completion: .names(.resources))
    var resource: String

    @Argument(help: "What to write; one to 4000 printable characters. No secrets: it stays.")
    var text: String

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let found = try Answering.archive(global).moment { moment in
            try moment.resource(resource)
        }
        let store = try Store(path: try global.databasePath, specs: Catalog.specs)
        try store.annotate(
            text, cloud: found.cloud, kind: found.kind, key: found.key, by: Author.current, at: .now)
        if !global.quiet { StandardError.write("written beside \(found.name)\n") }
    }
}
