import ArgumentParser
import TomboQuery
import TomboRecords
import TomboRender

struct BlameCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "blame",
        abstract: "Show since when each field of a resource is what it is.",
        discussion: """
            For each field the snapshot that first saw its value, what it was before,
            and what the source says of why. Measures, which move all the time, are
            not among them.

            EXAMPLES
              tombo blame server/api2
              tombo blame osd/3 --at tarefa-3 -f markdown
            """)

    @Argument(
        help: "The resource: server/lb, its id, or a bare name that only one has.",
        completion: .names(.resources))
    var resource: String

    @OptionGroup var moment: MomentOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        try Answering.run(BlameQuestion(resource: resource), at: moment.reference, global: global, output: output)
    }
}
