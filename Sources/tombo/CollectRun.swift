import Logging
import TomboQuery
import TomboRecords
import TomboRender
import TomboServer
import TomboStore

/// Rounds on their way into one database, and what is reported of them.
struct CollectRun {
    let store: Store
    private let lock: WriterLock
    var report = CollectReport()

    /// Opens the database, makes it where there is none, and keeps other collectors out; throws ``StoreError``.
    init(database path: String) throws {
        store = try Store(path: path, specs: Catalog.specs)
        lock = try WriterLock(database: path)
    }

    /// Recordings, one after the other.
    mutating func replay(_ plans: [CollectPlan], logger: Logger) async throws {
        for plan in plans {
            try refuseTakenLabel(plan)
            try save(await plan.collect(logger: logger, progress: nil), of: plan)
        }
    }

    mutating func save(_ round: Round, of plan: CollectPlan) throws {
        let receipt = try store.save(round)
        try plan.finishRecording(at: round.finishedAt)
        let known = try StoreReader(path: store.path, specs: Catalog.specs).read {
            try $0.gaps(seq: receipt.snapshot.seq, cloud: round.cloud)
        }
        report.add(round, receipt, known: known)
    }

    func refuseTakenLabel(_ plan: CollectPlan) throws {
        guard let label = plan.label, let taken = try store.snapshot(labelled: label, cloud: plan.cloud) else { return }
        throw StoreError(
            .labelTaken, "Snapshot #\(taken) of \(plan.cloud) is already called \(label).",
            remedy: "Choose another --label, or free it with `tombo label '#\(taken)' --remove`.")
    }

    /// Writes the report, and ends the program with its status where that is not 0.
    func finish(_ output: OutputOptions, isSeveral: Bool, quiet: Bool) throws {
        let shown = output.isBrief ? report.brief(onlyTroubles: isSeveral) : report.answer
        if !isSeveral || !output.isBrief || !shown.rows.isEmpty { try output.write(shown, quiet: true) }
        if !quiet {
            StandardError.write(output.gaps(shown) + report.summaries.map { $0 + "\n" }.joined())
        }
        if let remedy = report.remedy { StandardError.write("Hint: \(remedy)\n") }
        if report.status != .done { throw Failure(report.status) }
    }
}
