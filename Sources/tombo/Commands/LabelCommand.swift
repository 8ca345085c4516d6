import ArgumentParser
import TomboQuery
import TomboRecords
import TomboRender
import TomboStore

struct LabelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "label",
        abstract: "Give a snapshot a name, or take it away.",
        discussion: """
            EXAMPLES
              tombo label latest tarefa-1
              tombo label '#12' --remove
            """)

    @Argument(help: "The snapshot: latest, '#4', a label, @'2 days ago'.", completion: .names(.snapshots))
    var snapshot: String

    @Argument(help: "Its name; no other snapshot of the cloud may have it.")
    var name: String?

    @Flag(help: "Take the name away instead.")
    var remove = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard remove == (name == nil) else { throw ValidationError("Say either a name or --remove.") }
        if let name { try Self.check(name) }
    }

    /// A label that reads as another form of reference could never be asked for.
    static func check(_ label: String) throws {
        let bad =
            label.isEmpty || label.contains("..") || "#@".contains(label.first ?? "#") || label == "latest"
            || label.contains("~") || label.contains { $0.isNewline }
        if bad {
            throw ValidationError(
                "`\(label)` cannot be a label: not empty, not `latest`, no leading # or @, and neither `..` nor `~` in it."
            )
        }
    }

    func run() throws {
        let found = try Answering.archive(global).snapshot(at: SnapshotReference(snapshot))
        let store = try Store(path: try global.databasePath, specs: Catalog.specs)
        try store.label(found, as: remove ? nil : name)
        if !global.quiet {
            StandardError.write(
                remove ? "snapshot #\(found.seq) has no label now\n" : "snapshot #\(found.seq) is \(name ?? "")\n")
        }
    }
}
