public import ArgumentParser
public import TomboQuery
import TomboRecords
import TomboRender

extension FlavorCount: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension ServerGroups.Policy: EnumerableFlag {
    public static func name(for value: Self) -> NameSpecification { .customLong(value.rawValue) }

    public static func help(for value: Self) -> ArgumentHelp? {
        switch value {
        case .antiAffinity: "Put each on a host of its own."
        case .affinity: "Put all on one host."
        case .softAntiAffinity: "Rather put each on a host of its own."
        case .softAffinity: "Rather put all on one host."
        }
    }
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

            --anti-affinity puts each on a host of its own, --affinity all on one, as a
            server group of theirs would; with --soft-anti-affinity and --soft-affinity
            they fit all the same where that cannot be, and `policy_kept` says so.
            --group takes the policy of a server group that exists: where its members
            are counts, too.

            Exit status 1: they do not fit, or it is not known.

            EXAMPLES
              tombo fit m1.large=4 m1.small=10
              tombo fit m1.medium=3 --anti-affinity --explain
              tombo fit m1.large=2 m1.small=2 --affinity
            """)

    @Argument(help: "Flavors, each with how many: m1.large=4.")
    var flavor: [FlavorCount]

    @Flag(help: "What their places have to do with each other.")
    var policy: ServerGroups.Policy?

    @Option(help: "A server group that they join, by its name or id.")
    var group: String?

    @Flag(help: "Count servers that boot from a volume: they need no root disk of a host.")
    var bootFromVolume = false

    @Flag(help: "Show where each server goes, too.")
    var explain = false

    @OptionGroup var moment: MomentOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard policy == nil || group == nil else {
            throw ValidationError("--group has a policy already: leave out --\(policy?.rawValue ?? "").")
        }
    }

    func run() throws {
        try Fitting.run(
            FitQuestion(flavor, policy: policy, group: group, bootsFromVolume: bootFromVolume), explains: explain,
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
