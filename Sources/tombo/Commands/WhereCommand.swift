import ArgumentParser
import TomboQuery
import TomboRecords
import TomboRender

struct WhereCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "where",
        abstract: "Say on which host something runs, and how that is known.",
        discussion: """
            The chain names for every hop the fields that are equal.

            EXAMPLES
              tombo where lb
              tombo where api1 api2 db lb
              tombo where server/client --at tarefa-2 -f json
            """)

    @Argument(
        help: "The resources: server/lb, an id, or a bare name that only one has.",
        completion: .names(.resources))
    var resources: [String]

    @OptionGroup var moment: MomentOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        try Answering.run(
            WhereQuestion(resources: resources), at: moment.reference, global: global, output: output,
            layout: { $0.rows.count == 1 })
    }
}
