import ArgumentParser
import Foundation
import TomboQuery
import TomboRecords
import TomboRender

struct WatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Show changes as new snapshots come.",
        discussion: """
            Looks into the database for new snapshots and shows what each changed, oldest
            first, as `tombo log` would, until it is interrupted. It collects nothing:
            something else has to, such as a timer that runs `tombo collect`.

            EXAMPLES
              tombo watch
              tombo watch --kind server --kind osd -f ndjson
            """)

    @Option(help: "Only this kind. (can be repeated)", completion: .names(.kinds))
    var kind: [String] = []

    @Option(help: "Show first what changed after this snapshot.", completion: .names(.snapshots))
    var since: String?

    @Option(help: "Seconds between two looks.")
    var interval: Double = 5

    @Flag(help: "Look once, show what there is, and end.")
    var once = false

    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard interval >= 0.1, interval <= 86_400 else {
            throw ValidationError("--interval takes seconds, from 0.1 to a day.")
        }
        guard [.table, .ndjson, .tsv, .csv].contains(output.format) else {
            throw ValidationError(
                "watch writes lines as they come: table, ndjson, csv or tsv, not \(output.format.rawValue).")
        }
    }

    func run() async throws {
        let archive = try Answering.archive(global)
        var seen = try archive.snapshot(at: since.map { SnapshotReference($0) } ?? .latest).seq
        var output = output
        while true {
            let newest = try archive.moment { $0.snapshot }
            if newest.seq > seen {
                let log = LogQuestion(kinds: kind, since: SnapshotReference("#\(seen)"))
                var answer = try archive.answer(log, at: SnapshotReference("#\(newest.seq)"))
                answer.rows.reverse()
                if !answer.rows.isEmpty {
                    try output.write(answer, quiet: true)
                    output.noHeader = true
                }
                if !answer.isComplete, !global.quiet { StandardError.write(output.gaps(answer)) }
                seen = newest.seq
            }
            if once { return }
            try await Task.sleep(for: .seconds(interval))
        }
    }
}
