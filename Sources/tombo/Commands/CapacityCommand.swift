public import ArgumentParser
public import TomboQuery
import TomboRecords
import TomboRender

extension CapacityQuestion.Grouping: ExpressibleByArgument {}

struct CapacityCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "capacity",
        abstract: "Show how many more servers of each flavor fit, and what limits them.",
        discussion: """
            Counts as Nova and Placement do, host by host: (total - reserved) times the
            allocation ratio, the least and the most that one server may claim, traits,
            extra specs, aggregates, disabled hosts, services that are down. A sum over
            hosts promises room to nobody. What is not known is left empty, and said.

            --by provider shows the figures themselves. --by project adds quotas.
            --n-plus 1 tells of each host whether its servers fit on the others now;
            the worst host comes first. With more than 64 hosts not every placement
            is tried: where none is found, and none is ruled out, `fits` is empty.

            EXAMPLES
              tombo capacity
              tombo capacity --flavor m1.large --by host
              tombo capacity --by provider --at tarefa-2
              tombo capacity --n-plus 1
            """)

    @Option(help: "Only this flavor. (can be repeated)", completion: .names(.resources))
    var flavor: [String] = []

    @Option(help: "What a row is about beside the flavor: flavor, host, az, aggregate, project, provider.")
    var by: CapacityQuestion.Grouping = .flavor

    @Option(help: "Whether the servers of each host fit on the others: 1, one host at a time.")
    var nPlus: Int?

    @Flag(help: "Count servers that boot from a volume: they need no root disk of a host.")
    var bootFromVolume = false

    @OptionGroup var moment: MomentOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard nPlus == nil || nPlus == 1 else {
            throw ValidationError("--n-plus takes 1: the loss of one host at a time.")
        }
    }

    func run() throws {
        try Answering.run(
            CapacityQuestion(
                flavors: flavor, grouping: by, bootsFromVolume: bootFromVolume, isNPlusOne: nPlus != nil),
            at: moment.reference, global: global, output: output)
    }
}
