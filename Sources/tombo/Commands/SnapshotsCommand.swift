import ArgumentParser
import TomboQuery
import TomboRecords
import TomboRender

struct SnapshotsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snapshots",
        abstract: "List the snapshots and how whole each one is.",
        discussion: """
            A source is complete, partial, failed or skipped in each snapshot. What
            a snapshot did not see whole is still there, only older.

            EXAMPLES
              tombo snapshots
              tombo snapshots -n 5 -f json
            """)

    @Option(name: .customShort("n"), help: "Only so many of the newest.")
    var limit: Int?

    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        // That an old snapshot has gaps does not make the list of snapshots incomplete.
        try Answering.run(SnapshotsQuestion(limit: limit), global: global, output: output, gapsMatter: false)
    }
}
