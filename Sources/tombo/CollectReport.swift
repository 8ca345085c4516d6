import TomboQuery
import TomboRecords
import TomboStore

/// What `collect` answers: one row a collector and snapshot.
struct CollectReport {
    private var summary = CollectSummary()
    /// One line a snapshot, for standard error.
    private(set) var summaries: [String] = []
    /// What to do about the first failure.
    private(set) var remedy: String?
    private var statuses: [ExitStatus] = []
    private(set) var answer = Answer(
        columns: [
            .init("snapshot", .integer, isBrief: false), .init("label", isBrief: false), .init("cloud", isBrief: false),
            .init("source"), .init("kind"), .init("outcome"), .init("resources", .integer),
            .init("requests", .integer), .init("bytes", .integer), .init("duration_ms", .integer, unit: "ms"),
            .init("reason"),
        ])

    /// - Parameters:
    ///   - round: What was collected.
    ///   - receipt: As what it was saved.
    ///   - known: The gaps of that snapshot as the database has them, which say when each kind was last whole.
    mutating func add(_ round: Round, _ receipt: SnapshotReceipt, known: [Gap] = []) {
        let round = receipt.saved(round)
        summary.add(round)
        answer.snapshot = receipt.snapshot
        answer.snapshots.removeAll { $0.cloud == round.cloud }
        answer.snapshots.append(receipt.snapshot)
        if let cloud = answer.columns.firstIndex(where: { $0.name == "cloud" }) {
            answer.columns[cloud].isBrief = answer.snapshots.count > 1
        }
        statuses.append(Self.status(of: round))
        remedy = remedy ?? Self.remedy(of: round)
        for collection in round.collections {
            if var gap = Self.gap(collection, cloud: round.cloud) {
                gap.lastComplete = known.first { $0.source == gap.source && $0.kind == gap.kind }?.lastComplete
                answer.gaps.append(gap)
            }
            var reason: Value = .null
            switch collection.result {
            case .complete: break
            case .partial(_, let why), .skipped(let why): reason = .text(why)
            case .failed(let error): reason = .text(error.message)
            }
            answer.rows.append([
                .integer(receipt.snapshot.seq), Value(round.label), .text(round.cloud), .text(collection.source),
                .text(collection.spec.kind), .text(collection.outcome.rawValue), Value(Self.resources(collection)),
                Value(collection.cost.requests), Value(collection.cost.bytes), Value(collection.cost.durationMs),
                reason,
            ])
        }
        summaries.append(
            "snapshot #\(receipt.snapshot.seq)\(round.label.map { " \"\($0)\"" } ?? "") of \(round.cloud) saved: "
                + Self.count(receipt.resources, "resource") + ", " + Self.count(receipt.changes, "change"))
    }

    /// A cloud that could not even be asked: there is no snapshot of it.
    mutating func addUnusable() { statuses.append(.nothingCollected) }

    /// Nothing collected is only where no cloud gave anything.
    var status: ExitStatus {
        if statuses.allSatisfy({ $0 == .done }) { return .done }
        return statuses.allSatisfy { $0 == .nothingCollected } ? .nothingCollected : .incomplete
    }

    private static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }

    /// For people: see ``CollectSummary``.
    func brief(onlyTroubles: Bool) -> Answer { summary.answer(answer, onlyTroubles: onlyTroubles) }

    /// How many were seen; nil where nobody looked, which is not 0.
    static func resources(_ collection: TomboRecords.Collection) -> Int64? {
        switch collection.result {
        case .complete, .partial: Int64(collection.rows.count)
        case .failed, .skipped: nil
        }
    }

    static func gap(_ collection: TomboRecords.Collection, cloud: String) -> Gap? {
        var gap = Gap(
            cloud: cloud, source: collection.source, kind: collection.spec.kind, outcome: collection.outcome, code: nil,
            reason: "", lastComplete: nil)
        switch collection.result {
        case .complete, .skipped: return nil
        case .partial(_, let why): gap.reason = why
        case .failed(let error):
            gap.code = error.code.rawValue
            gap.reason = error.message
        }
        return gap
    }

    /// What to do about the first failure: all of a source mostly fail alike.
    private static func remedy(of round: Round) -> String? {
        for collection in round.collections {
            if case .failed(let error) = collection.result, let remedy = error.remedy { return remedy }
        }
        return nil
    }

    private static func status(of round: Round) -> ExitStatus {
        let outcomes = round.collections.map(\.outcome).filter { $0 != .skipped }
        if outcomes.allSatisfy({ $0 == .complete }) { return .done }
        return outcomes.allSatisfy { $0 == .failed } ? .nothingCollected : .incomplete
    }
}
