import ArgumentParser
import TomboQuery

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Show the commands that would make a resource, and who made it.",
        discussion: """
            The `openstack` or `juju` commands, from what the resource is now, in the
            order to run them. Who made it, when, and by which request stand in the
            other columns, as far as its service tells (--long, or a format for
            programs): Nova of servers all three, Neutron, Glance and Cinder the time.

            EXAMPLES
              tombo explain server/lb
              tombo explain network/user1_net -f value -c command
            """)

    @Argument(
        help: "The resource: server/lb, its id, or a bare name that only one has.",
        completion: .names(.resources))
    var resource: String

    @OptionGroup var moment: MomentOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        try Answering.run(ExplainQuestion(resource: resource), at: moment.reference, global: global, output: output)
    }
}
