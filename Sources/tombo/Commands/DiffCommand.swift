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

            What came or went with something else (a server's port, its claim, its disk)
            stands behind it, and says so as PART OF. Changes that somebody decided stand
            before those that came about; --class shows one of them. Measures, which move
            all the time, are compared with --volatile only.

            EXAMPLES
              tombo diff tarefa-1..tarefa-2
              tombo diff                         (the latest and the one before)
              tombo diff @'1 day ago' --kind server --exit-code
              tombo diff tarefa-1.. --stat
            """)

    @Argument(
        help: "The snapshots: A..B, or A for A..latest. (default: latest~1..latest)",
        completion: .names(.ranges))
    var range: String?

    @Option(help: "Only this kind. (can be repeated)", completion: .names(.kinds))
    var kind: [String] = []

    @Option(name: .customLong("field"), help: "Only changes of this field. (can be repeated)")
    var fields: [String] = []

    @Option(
        name: .customLong("class"),
        help: "Only changes of this class of field: configuration (decided) or status (came about).")
    var fieldClass: DiffClass?

    @Flag(help: "Also measures: bytes used, load and the like.")
    var volatile = false

    @Flag(help: "Only how many of each kind appeared, went and changed.")
    var stat = false

    @Flag(help: "Exit with 1 when there are differences.")
    var exitCode = false

    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        let (from, to) = SnapshotReference.range(range)
        let question = DiffQuestion(
            from: from, kinds: kind, fields: fields, classes: fieldClass.map { [$0.fieldClass] } ?? [],
            isVolatile: volatile)
        let archive = try Answering.archive(global)
        let answer = try stat ? archive.answer(DiffSumQuestion(question), at: to) : archive.answer(question, at: to)
        let status = try output.write(answer, quiet: global.quiet)
        if status != .done { throw Failure(status) }
        if exitCode, !answer.rows.isEmpty { throw Failure(.no) }
    }
}

/// The classes of field that a diff has.
enum DiffClass: String, CaseIterable, ExpressibleByArgument {
    case configuration, status

    var fieldClass: FieldClass { self == .configuration ? .configuration : .status }
}
