import TomboQuery
import TomboRecords
import TomboStore

/// What `collect` answers: one row a collector and snapshot.
struct CollectReport {
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

    mutating func add(_ round: Round, _ receipt: SnapshotReceipt) {
        let round = receipt.saved(round)
        answer.snapshot = receipt.snapshot
        answer.snapshots.removeAll { $0.cloud == round.cloud }
        answer.snapshots.append(receipt.snapshot)
        if let cloud = answer.columns.firstIndex(where: { $0.name == "cloud" }) {
            answer.columns[cloud].isBrief = answer.snapshots.count > 1
        }
        statuses.append(Self.status(of: round))
        remedy = remedy ?? Self.remedy(of: round)
        for collection in round.collections {
            if let gap = Self.gap(collection, cloud: round.cloud) { answer.gaps.append(gap) }
            var reason: Value = .null
            var resources: Value = .integer(Int64(collection.rows.count))
            switch collection.result {
            case .complete: break
            case .partial(_, let why), .skipped(let why): reason = .text(why)
            case .failed(let error):
                reason = .text(error.message)
                resources = .null
            }
            answer.rows.append([
                .integer(receipt.snapshot.seq), Value(round.label), .text(round.cloud), .text(collection.source),
                .text(collection.spec.kind), .text(collection.outcome.rawValue), resources,
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

    /// Without the rows of collectors that did all they should: of several rounds,
    /// people want to read only what went wrong.
    var troubles: Answer {
        var answer = answer
        let outcome = answer.columns.firstIndex { $0.name == "outcome" } ?? 0
        // What is left out on purpose is no trouble either.
        let good = [CollectionOutcome.complete, .skipped].map { Value.text($0.rawValue) }
        answer.rows.removeAll { good.contains($0[outcome]) }
        return answer
    }

    private static func gap(_ collection: TomboRecords.Collection, cloud: String) -> Gap? {
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
