import ArgumentParser
import TomboQuery
import TomboRecords
import TomboStore

struct NoteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "note",
        abstract: "Write a person's words beside a snapshot.",
        discussion: """
            They stand in `log` and in `snapshots --long` with who wrote them and when,
            and are part of the chain. A snapshot with a note is not forgotten.

            EXAMPLES
              tombo note tarefa-3 "node4 added by group 2"
            """)

    @Argument(help: "The snapshot: latest, '#4', a label, @'2 days ago'.", completion: .names(.snapshots))
    var snapshot: String

    @Argument(help: "What to write; one to 4000 printable characters. No secrets: it stays.")
    var text: String

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let found = try Answering.archive(global).snapshot(at: SnapshotReference(snapshot))
        let store = try Store(path: try global.databasePath, specs: Catalog.specs)
        try store.note(text, on: found, by: Author.current, at: .now)
        if !global.quiet { StandardError.write("written beside snapshot #\(found.seq)\n") }
    }
}
