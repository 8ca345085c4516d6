import ArgumentParser
import TomboQuery
import TomboRecords
import TomboRender
import TomboServer
import TomboSources
import TomboStore

struct CollectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "collect",
        abstract: "Take a snapshot of each cloud.",
        discussion: """
            The clouds are those of tombo.yaml (`tombo init` writes one), asked side
            by side. Credentials are those of the openstack client: clouds.yaml, or
            the OS_* variables of an openrc file; without a tombo.yaml they say which
            cloud it is. Tombo only reads. A source that fails, or answers in part,
            deletes nothing; the snapshot says what it did not see.

            The table has a line for each service and outcome; --long has one for
            each kind, as json and the other formats for programs always do.

            EXAMPLES
              tombo collect --label tarefa-1
              tombo collect --cloud lab --record captures/monday
              tombo collect --replay captures/monday --db copy.db

            EXIT STATUS
            \(ExitStatus.help)
            """)

    @Option(help: "A name for the snapshot of each cloud, such as tarefa-1.")
    var label: String?

    @Option(
        help: "Also write every answer, without secrets, into this new folder; of several clouds into one each below.",
        completion: .directory)
    var record: String?

    @Option(
        help: "Read the answers from a folder that --record made, or from a folder of such folders.",
        completion: .directory)
    var replay: String?

    @Option(
        help: "Only this source; the others count as not asked. (can be repeated)",
        completion: .list(CollectPlan.sourceNames))
    var source: [String] = []

    @Option(help: "Seconds that a source has for all its answers. (default: tombo.yaml, or 300)")
    var deadline: Int?

    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if let label { try LabelCommand.check(label) }
        if record != nil, replay != nil { throw ValidationError("Say either --record or --replay.") }
        guard deadline ?? 1 > 0 else { throw ValidationError("A deadline is a number of seconds above 0.") }
        for name in source where !CollectPlan.sourceNames.contains(name) {
            throw ValidationError(
                "There is no source `\(name)`; there is \(CollectPlan.sourceNames.joined(separator: ", ")).")
        }
    }

    func run() async throws {
        let all = try CollectPlans.make(for: self)
        if !global.quiet {
            for warning in all.warnings {
                StandardError.write("Warning: \(warning.message)\nHint: \(warning.remedy)\n")
            }
        }
        for (cloud, error) in all.unusable { StandardError.write("Error: \(cloud) is not collected: \(error)\n") }
        if all.plans.isEmpty { throw Failure(.nothingCollected) }
        var run = try CollectRun(database: try global.databasePath)
        for _ in all.unusable { run.report.addUnusable() }
        if all.areReplays {
            // In their order, which is time's.
            try await run.replay(all.plans, logger: global.logger)
        } else {
            try await collect(all.plans, &run)
        }
        try run.finish(output, isSeveral: all.plans.count > 1, quiet: global.quiet)
    }

    /// All clouds side by side; each is saved as soon as it is done, whatever the others do.
    private func collect(_ plans: [CollectPlan], _ run: inout CollectRun) async throws {
        // Before any cloud is asked for anything.
        for plan in plans { try run.refuseTakenLabel(plan) }
        let (logger, progress) = (global.logger, progress)
        try await withThrowingTaskGroup(of: (CollectPlan, Round).self) { group in
            for plan in plans {
                let reporter = progress?.reporter(for: plans.count > 1 ? plan.cloud : nil)
                group.addTask { (plan, await plan.collect(logger: logger, progress: reporter)) }
            }
            for try await (plan, round) in group {
                progress?.clear()
                try run.save(round, of: plan)
                if plans.count == 1 { Kept(round).untilTheEnd() }
            }
        }
    }

    /// The last round of the program. A large one is a million small pieces of
    /// memory: giving them back one by one takes a tenth of the collection, and
    /// the program ends when it is reported.
    private final class Kept {
        private let round: Round

        init(_ round: Round) { self.round = round }

        func untilTheEnd() { _ = Unmanaged.passRetained(self) }
    }

    private var progress: ProgressDisplay? {
        let terminal = Terminal.current
        return terminal.errorIsTerminal && !global.quiet && global.verbose == 0 ? ProgressDisplay() : nil
    }
}
