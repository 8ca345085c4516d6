import ArgumentParser
import TomboQuery
import TomboRecords
import TomboRender

struct ImpactCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "impact",
        abstract: "Say what stops, and what loses redundancy, when something is lost.",
        discussion: """
            Of a host: its servers and where each of them has room, routers whose gateway
            is there, and the applications with units on it. Of a container, a unit or a
            server: what hangs on that one.

              stops             until it comes back, or is started elsewhere
              loses quorum      too few members are left to decide anything
              unreachable       it is there, and nobody gets to it
              fails over        it goes on elsewhere by itself
              degraded          it goes on with less
              loses redundancy  it goes on; the next loss may be one too many

            Where a server could go is what Nova and Placement would say (`tombo capacity`):
            room, traits, extra specs, aggregates, its server group; each server is looked
            at alone. Of a host in another zone it is not known, and said.

            EXAMPLES
              tombo impact node3
              tombo impact unit/mysql-innodb-cluster/0
              tombo impact server/lb -f json
            """)

    @Argument(help: "What is lost: a host, machine, container, unit or server.", completion: .names(.resources))
    var resource: String

    @OptionGroup var moment: MomentOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        try Answering.run(
            ImpactQuestion(resource: resource), at: moment.reference, global: global, output: output,
            layout: { _ in false })
    }
}
