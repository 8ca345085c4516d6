import ArgumentParser
import TomboQuery
import TomboRecords
import TomboRender
import TomboSources
import TomboStore

struct CollectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "collect",
        abstract: "Take a snapshot of the cloud.",
        discussion: """
            Credentials are those of the openstack client: clouds.yaml, or the OS_*
            variables of an openrc file. Tombo only reads. A source that fails, or
            answers in part, deletes nothing; the snapshot says what it did not see.

            EXAMPLES
              tombo collect --cloud lab --label tarefa-1
              tombo collect --record captures/monday
              tombo collect --replay captures/monday --db copy.db

            EXIT STATUS
            \(ExitStatus.help)
            """)

    @Option(help: "A name for the snapshot, such as tarefa-1.")
    var label: String?

    @Option(help: "Also write every answer, without secrets, into this new folder.", completion: .directory)
    var record: String?

    @Option(
        help: "Read the answers from a folder that --record made, or from a folder of such folders.",
        completion: .directory)
    var replay: String?

    @Option(
        help: "Only this source; the others count as not asked. (can be repeated)",
        completion: .list(CollectPlan.sourceNames))
    var source: [String] = []

    @Option(help: "Seconds that a source has for all its answers.")
    var deadline: Int = 300

    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if let label { try LabelCommand.check(label) }
        if record != nil, replay != nil { throw ValidationError("Say either --record or --replay.") }
        guard deadline > 0 else { throw ValidationError("A deadline is a number of seconds above 0.") }
        for name in source where !CollectPlan.sourceNames.contains(name) {
            throw ValidationError(
                "There is no source `\(name)`; there is \(CollectPlan.sourceNames.joined(separator: ", ")).")
        }
    }

    func run() async throws {
        let plans = try CollectPlan.make(for: self)
        let store = try Store(path: global.databasePath, specs: Catalog.specs)
        let lock = try WriterLock(database: global.databasePath)
        defer { withExtendedLifetime(lock) {} }
        var worst = ExitStatus.done
        var report = CollectReport()
        var remedy: String?
        for plan in plans {
            if let label = plan.label, let taken = try store.snapshot(labelled: label, cloud: plan.cloud) {
                throw StoreError(
                    .labelTaken, "Snapshot #\(taken) of \(plan.cloud) is already called \(label).",
                    remedy: "Choose another --label, or free it with `tombo label '#\(taken)' --remove`.")
            }
            let round = try await plan.collect(deadline: .seconds(deadline), logger: global.logger, progress: progress)
            let receipt = try store.save(round)
            try plan.finishRecording(at: round.finishedAt)
            report.add(round, receipt)
            worst = max(worst, CollectReport.status(of: round))
            remedy = remedy ?? CollectReport.remedy(of: round)
        }
        let shown = plans.count > 1 && output.isBrief ? report.troubles : report.answer
        if plans.count == 1 || !output.isBrief || !shown.rows.isEmpty { try output.write(shown, quiet: true) }
        if !global.quiet { StandardError.write(report.summaries.map { $0 + "\n" }.joined()) }
        if let remedy { StandardError.write("Hint: \(remedy)\n") }
        if worst != .done { throw Failure(worst) }
    }

    private var progress: ProgressDisplay? {
        let terminal = Terminal.current
        return terminal.errorIsTerminal && !global.quiet && global.verbose == 0 ? ProgressDisplay() : nil
    }
}

extension ExitStatus: Comparable {
    static func < (a: ExitStatus, b: ExitStatus) -> Bool { a.rawValue < b.rawValue }
}
