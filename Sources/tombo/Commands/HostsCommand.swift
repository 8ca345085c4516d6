import ArgumentParser
import TomboQuery
import TomboRecords
import TomboRender

struct HostsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hosts",
        abstract: "Show the physical hosts, what each layer calls them, and what sits on them.",
        discussion: """
            One host is what MAAS calls a machine, Juju a machine, Nova a hypervisor and
            Placement a resource provider. They are one by Juju's instance-id, by FQDN,
            by short name, by address, by MAC address, in this order.
            What fits two is put to neither. A layer that does not know a host is named.

            vCPUs and RAM are what Placement may hand out: (total - reserved) times the
            allocation ratio, and what of it is claimed.

            EXAMPLES
              tombo hosts
              tombo hosts node3
              tombo hosts --at tarefa-2 -f json
            """)

    @Argument(help: "Only these hosts, with everything on them.", completion: .names(.resources))
    var host: [String] = []

    @OptionGroup var moment: MomentOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        try Answering.run(
            HostsQuestion(hosts: host), at: moment.reference, global: global, output: output,
            layout: { _ in !host.isEmpty })
    }
}
