import ArgumentParser
import TomboQuery
import TomboRecords
import TomboRender

struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show all that is known of one resource.",
        discussion: """
            Below its fields stand its relations: what it points at, what points at
            it, and where the ports, attachments and claims among them lead.

            EXAMPLES
              tombo show lb
              tombo show server/lb --at tarefa-4
              tombo show hypervisor/node3 -f yaml
            """)

    @Argument(
        help: "The resource: server/lb, its id, or a bare name that only one has.",
        completion: .names(.resources))
    var resource: String

    @OptionGroup var moment: MomentOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        try Answering.run(
            ShowQuestion(resource: resource), at: moment.reference, global: global, output: output,
            layout: { _ in true })
    }
}
