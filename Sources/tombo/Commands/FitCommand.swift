public import ArgumentParser
public import TomboQuery
import TomboRecords
import TomboRender

extension FlavorCount: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

struct FitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fit",
        abstract: "Tell whether a list of servers fits together, and where.",
        discussion: """
            Yes comes with a placement, no with what is short. Up to 64 hosts and 400
            servers every placement is tried where quick ways find none; beyond, or
            when the search grows too long, `fits` stays empty and `proven` is false.
            The scheduler places one server after the other and may find less.

            Exit status 1: they do not fit, or it is not known.

            EXAMPLES
              tombo fit m1.large=4 m1.small=10
              tombo fit m1.medium=3 --anti-affinity --explain
            """)

    @Argument(help: "Flavors, each with how many: m1.large=4.")
    var flavor: [FlavorCount]

    @Flag(help: "Put each on a host of its own.")
    var antiAffinity = false

    @Flag(help: "Count servers that boot from a volume: they need no root disk of a host.")
    var bootFromVolume = false

    @Flag(help: "Show where each server goes, too.")
    var explain = false

    @OptionGroup var moment: MomentOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        try Fitting.run(
            FitQuestion(flavor, isApart: antiAffinity, bootsFromVolume: bootFromVolume), explains: explain,
            at: moment.reference, global: global, output: output)
    }
}

/// What the commands that place servers have in common: a yes or a no.
enum Fitting {
    static func run(
        _ question: FitQuestion, explains: Bool, at reference: SnapshotReference, global: GlobalOptions,
        output: OutputOptions
    ) throws {
        var answer = try Answering.archive(global).answer(question, at: reference)
        if explains, let index = answer.columns.firstIndex(where: { $0.name == "placed" }) {
            answer.columns[index].isBrief = true
            answer.columns[index].section = [.init("flavor"), .init("host")]
        }
        let status = try output.write(answer, layout: .record, quiet: global.quiet)
        let fits = answer.columns.firstIndex { $0.name == "fits" }.map { answer.rows[0][$0] == true } ?? false
        if status != .done { throw Failure(status) }
        if !fits { throw Failure(.no) }
    }
}
