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

            Room is Placement's: each server is looked at alone, on hosts that are up and
            not disabled. Zones, server groups and extra specs may say more.

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
