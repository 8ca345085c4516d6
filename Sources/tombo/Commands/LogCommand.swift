import ArgumentParser
import TomboQuery
import TomboRecords
import TomboRender

struct LogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "Show what changed, newest first, of one resource or of all.",
        discussion: """
            A line is one change, in the snapshot that saw it: it came about after the
            snapshot before (`not_before` with --long or -f json). Where the source says
            why, and when exactly, that stands beside it as its cause. What was there
            when tombo first looked is no change, and one line for each kind.

            EXAMPLES
              tombo log server/lb
              tombo log --since tarefa-3 --kind server --kind osd
              tombo log -n 20 -f json
            """)

    @Argument(
        help: "The resource: server/lb, its id, or a bare name that only one has; also one that is gone.",
        completion: .names(.resources))
    var resource: String?

    @Option(help: "Only what changed after this snapshot: a label, #42, @'2 days ago'.", completion: .names(.snapshots))
    var since: String?

    @Option(help: "Only what changed up to this snapshot; the same as --at.", completion: .names(.snapshots))
    var until: String?

    @Option(help: "Only this kind. (can be repeated)", completion: .names(.kinds))
    var kind: [String] = []

    @Option(name: .customShort("n"), help: "So many lines; 0 for all. (default: 100, all of one resource)")
    var limit: Int?

    @OptionGroup var moment: MomentOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if let limit, limit < 0 { throw ValidationError("-n takes a number of lines, not \(limit).") }
        if resource != nil, !kind.isEmpty { throw ValidationError("A resource has one kind: leave --kind out.") }
        if until != nil, moment.reference != .latest {
            throw ValidationError("--until and --at say the same: leave one out.")
        }
    }

    func run() throws {
        let usual: Int? = resource == nil ? 100 : nil
        let question = LogQuestion(
            resource: resource, kinds: kind, since: since.map { SnapshotReference($0) },
            limit: limit.map { $0 == 0 ? nil : $0 } ?? usual)
        try Answering.run(
            question, at: until.map { SnapshotReference($0) } ?? moment.reference, global: global, output: output)
    }
}
