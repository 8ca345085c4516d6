import ArgumentParser
import TomboQuery
import TomboRecords
import TomboRender

struct WhereCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "where",
        abstract: "Say on which physical host something is, and how that is known.",
        discussion: """
            A server, unit, container, application, address, port or router. The chain names for every hop the fields that are equal. What
            fits two hosts is called ambiguous, and is put on neither.

            A role is what tombo.yaml says below `roles:` of the cloud, a server's
            metadata `role`, its tag, or its name (lb, lb1, lb-1), in this order.

            With --moves it also says which hosts would take a server now, as Nova and
            Placement count (`tombo capacity`), and why the others would not. Each
            server is looked at alone. What is not known is said, and is no yes.

            EXAMPLES
              tombo where lb
              tombo where api1 api2 db lb
              tombo where --role lb
              tombo where vault/0 172.16.7.104
              tombo where server/client --at tarefa-2 -f json
              tombo where lb --moves
            """)

    @Argument(
        help: "The resources: server/lb, an id, or a bare name that only one has.",
        completion: .names(.resources))
    var resources: [String] = []

    @Option(help: "All servers with this role.")
    var role: String?

    @Flag(help: "Also say which other hosts would take each server now.")
    var moves = false

    @OptionGroup var moment: MomentOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if resources.isEmpty, role == nil { throw ValidationError("Name a resource, or a role with --role.") }
    }

    func run() throws {
        let roles = role == nil ? [:] : try global.roles()
        try Answering.run(
            WhereQuestion(resources: resources, role: role, roles: roles, findsMoves: moves), at: moment.reference,
            global: global, output: output,
            layout: { $0.rows.count == 1 })
    }
}
