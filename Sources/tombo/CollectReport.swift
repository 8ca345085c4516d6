import TomboQuery
import TomboRecords
import TomboStore

/// What `collect` answers: one row a collector and snapshot.
struct CollectReport {
    /// One line a snapshot, for standard error.
    private(set) var summaries: [String] = []
    private(set) var answer = Answer(
        columns: [
            .init("snapshot", .integer, isBrief: false), .init("label", isBrief: false), .init("cloud", isBrief: false),
            .init("source"), .init("kind"), .init("outcome"), .init("resources", .integer),
            .init("requests", .integer), .init("bytes", .integer), .init("duration_ms", .integer, unit: "ms"),
            .init("reason"),
        ])

    mutating func add(_ round: Round, _ receipt: SnapshotReceipt) {
        answer.snapshot = receipt.snapshot
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

    private static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }

    /// Without the rows of collectors that saw everything: of several rounds,
    /// people want to read only what went wrong.
    var troubles: Answer {
        var answer = answer
        let outcome = answer.columns.firstIndex { $0.name == "outcome" } ?? 0
        answer.rows.removeAll { $0[outcome] == .text(CollectionOutcome.complete.rawValue) }
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
    static func remedy(of round: Round) -> String? {
        for collection in round.collections {
            if case .failed(let error) = collection.result, let remedy = error.remedy { return remedy }
        }
        return nil
    }

    static func status(of round: Round) -> ExitStatus {
        let outcomes = round.collections.map(\.outcome).filter { $0 != .skipped }
        if outcomes.allSatisfy({ $0 == .complete }) { return .done }
        return outcomes.allSatisfy { $0 == .failed } ? .nothingCollected : .incomplete
    }
}
