import ArgumentParser
import TomboRecords
import TomboSources
import TomboStore

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Bring in what was recorded elsewhere.",
        discussion: """
            For a cloud that this machine cannot reach: record there, carry the folder
            here. Each folder that `tombo collect --record` made, or each in a folder of
            such folders, becomes a snapshot with the time and the label that were
            recorded, the oldest first. All is looked at before anything is saved: a
            folder that is broken, interrupted or not newer than the last snapshot of
            its cloud stops the whole import.

            In --label {label}, {cloud}, {date} and {n} stand for the recorded label, the
            cloud, the recorded day and a number that counts up.

            EXAMPLES
              tombo import captures/monday
              tombo import captures --db copy.db --label '{cloud}-{date}'

            EXIT STATUS
            \(ExitStatus.help)
            """)

    @Argument(
        help: "A folder that --record made, or a folder of such folders. (can be repeated)", completion: .directory)
    var directories: [String]

    @Option(help: "A name for each snapshot. (default: the recorded one)")
    var label: String?

    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let imports = try RecordingImport(
            Recording.find(in: directories, cloud: global.cloud), cloud: global.cloud, label: label)
        var run = try CollectRun(database: try global.databasePath)
        try imports.check(run)
        try await run.replay(imports.plans, logger: global.logger)
        try run.finish(output, isSeveral: imports.plans.count > 1, quiet: global.quiet)
    }
}
