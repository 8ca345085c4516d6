import ArgumentParser
import TomboQuery
import TomboRecords
import TomboRender

struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Show what changed between two snapshots.",
        discussion: """
            Each line starts with what happened to the resource:

              +  it appeared
              -  it went away, and the source's listing was complete
              ~  one of its fields changed
              ?  it was not observed in one of the two snapshots

            EXAMPLES
              tombo diff tarefa-1..tarefa-2
              tombo diff                         (the latest and the one before)
              tombo diff @'1 day ago' --kind server --exit-code
            """)

    @Argument(
        help: "The snapshots: A..B, or A for A..latest. (default: latest~1..latest)",
        completion: .names(.ranges))
    var range: String?

    @Option(help: "Only this kind. (can be repeated)", completion: .names(.kinds))
    var kind: [String] = []

    @Flag(help: "Exit with 1 when there are differences.")
    var exitCode = false

    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        let (from, to) = SnapshotReference.range(range)
        let answer = try Answering.archive(global).answer(DiffQuestion(from: from, kinds: kind), at: to)
        let status = try output.write(answer, quiet: global.quiet)
        if status != .done { throw Failure(status) }
        if exitCode, !answer.rows.isEmpty { throw Failure(.no) }
    }
}
