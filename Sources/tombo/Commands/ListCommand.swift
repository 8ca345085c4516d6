import ArgumentParser
import TomboQuery
import TomboRecords
import TomboRender

struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List what there is of one kind.",
        discussion: """
            EXAMPLES
              tombo list servers
              tombo list flavors -c name -c ram_mib --sort-column ram_mib
              tombo list nova_hypervisor --at tarefa-2 -f json
            """)

    @Argument(
        help: "The kind: nova_server, or a short word such as server. `tombo schema` lists them.",
        completion: .names(.kinds))
    var kind: String

    @OptionGroup var moment: MomentOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        try Answering.run(
            ListQuestion(kind: kind, isBrief: output.isBrief), at: moment.reference, global: global, output: output)
    }
}
