import ArgumentParser
import TomboQuery
import TomboRecords
import TomboRender
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
        var report = CollectReport()
        for (cloud, error) in all.unusable {
            StandardError.write("Error: \(cloud) is not collected: \(error)\n")
            report.addUnusable()
        }
        if all.plans.isEmpty { throw Failure(.nothingCollected) }
        let path = try global.databasePath
        let store = try Store(path: path, specs: Catalog.specs)
        let lock = try WriterLock(database: path)
        defer { withExtendedLifetime(lock) {} }
        if all.areReplays {
            // In their order, which is time's.
            for plan in all.plans {
                try refuseTakenLabel(plan, store)
                try save(await plan.collect(logger: global.logger, progress: nil), of: plan, store, &report)
            }
        } else {
            try await collect(all.plans, store, &report)
        }
        let isSeveral = all.plans.count > 1
        let shown = output.isBrief ? report.brief(onlyTroubles: isSeveral) : report.answer
        if !isSeveral || !output.isBrief || !shown.rows.isEmpty { try output.write(shown, quiet: true) }
        if !global.quiet {
            StandardError.write(output.gaps(shown) + report.summaries.map { $0 + "\n" }.joined())
        }
        if let remedy = report.remedy { StandardError.write("Hint: \(remedy)\n") }
        if report.status != .done { throw Failure(report.status) }
    }

    /// All clouds side by side; each is saved as soon as it is done, whatever the others do.
    private func collect(_ plans: [CollectPlan], _ store: Store, _ report: inout CollectReport) async throws {
        // Before any cloud is asked for anything.
        for plan in plans { try refuseTakenLabel(plan, store) }
        let (logger, progress) = (global.logger, progress)
        try await withThrowingTaskGroup(of: (CollectPlan, Round).self) { group in
            for plan in plans {
                let reporter = progress?.reporter(for: plans.count > 1 ? plan.cloud : nil)
                group.addTask { (plan, await plan.collect(logger: logger, progress: reporter)) }
            }
            for try await (plan, round) in group {
                progress?.clear()
                try save(round, of: plan, store, &report)
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

    private func save(_ round: Round, of plan: CollectPlan, _ store: Store, _ report: inout CollectReport) throws {
        let receipt = try store.save(round)
        try plan.finishRecording(at: round.finishedAt)
        let known = try StoreReader(path: store.path, specs: Catalog.specs).read {
            try $0.gaps(seq: receipt.snapshot.seq, cloud: round.cloud)
        }
        report.add(round, receipt, known: known)
    }

    private func refuseTakenLabel(_ plan: CollectPlan, _ store: Store) throws {
        guard let label = plan.label, let taken = try store.snapshot(labelled: label, cloud: plan.cloud) else { return }
        throw StoreError(
            .labelTaken, "Snapshot #\(taken) of \(plan.cloud) is already called \(label).",
            remedy: "Choose another --label, or free it with `tombo label '#\(taken)' --remove`.")
    }

    private var progress: ProgressDisplay? {
        let terminal = Terminal.current
        return terminal.errorIsTerminal && !global.quiet && global.verbose == 0 ? ProgressDisplay() : nil
    }
}
