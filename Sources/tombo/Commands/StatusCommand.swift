import ArgumentParser
import TomboQuery
import TomboRecords
import TomboRender

struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show the cloud on one screen.",
        discussion: """
            What is there in each layer, what is not well, how full it is, what was
            not seen, and what changed last. A dash is unknown, which is not 0.
            Capacity is the sum over the hosts, and a server has to fit on one.

            EXAMPLES
              tombo status
              tombo status --at tarefa-2
              tombo status -f json
            """)

    @OptionGroup var moment: MomentOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        let answer = try Answering.archive(global).answer(StatusQuestion(), at: moment.reference)
        // The screen says itself which snapshot it speaks of, and what is missing.
        let saysItself = output.format == .table && output.column.isEmpty
        let status = try output.write(answer, layout: .record, quiet: global.quiet || saysItself)
        if status != .done { throw Failure(status) }
    }
}
