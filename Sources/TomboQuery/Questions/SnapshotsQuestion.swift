import TomboRecords
import TomboStore

/// Which snapshots are there, and how whole is each?
public struct SnapshotsQuestion: Question {
    /// Only the newest so many.
    public var limit: Int?

    public init(limit: Int? = nil) { self.limit = limit }

    public func answer(_ moment: Moment) throws -> Answer {
        let reader = moment.reader
        var snapshots = try reader.snapshots(cloud: moment.cloud).filter { $0.seq <= moment.snapshot.seq }
        if let limit { snapshots = snapshots.suffix(limit) }
        let runs = try reader.collectionRuns(cloud: moment.cloud)
        let sums = try reader.snapshotSums()
        let clouds = Set(snapshots.map(\.cloud))
        let notes = Dictionary(
            grouping: try reader.journal(upTo: .max, cloud: moment.cloud).filter { $0.action == .note }, by: \.seq)
        let columns: [Answer.Column] = [
            .init("seq", .integer), .init("cloud", isBrief: clouds.count > 1), .init("label"),
            .init("started_at", .instant, isBrief: false), .init("finished_at", .instant),
            // The sources say it for people.
            .init("complete", .boolean, isBrief: false),
            .init("sources", .json), .init("resources", .integer), .init("changes", .integer),
            // The whole hash is for programs; eight digits and more are enough for `verify --expect`.
            .init("chain", isBrief: false), .init("hash", isSpoken: true),
            .init("notes", .json, isBrief: false),
        ]
        let rows = snapshots.map { snapshot -> [Value] in
            let ended = runs.filter {
                $0.cloud == snapshot.cloud && $0.first <= snapshot.seq && snapshot.seq <= $0.last
            }
            let sources = Dictionary(grouping: ended, by: \.source).mapValues { Self.outcome(of: $0.map(\.outcome)) }
            let sum = sums[snapshot.seq]
            return [
                .integer(snapshot.seq), .text(snapshot.cloud), Value(snapshot.label), .text(snapshot.startedAt.iso8601),
                .text(snapshot.finishedAt.iso8601),
                .bool(!sources.values.contains { $0 == .partial || $0 == .failed }),
                .object(sources.keys.sorted().map { .init($0, Value(sources[$0]?.rawValue)) }),
                Value(sum?.resources), Value(sum?.changes), Value(sum?.chain),
                Value(sum.map { String($0.chain.prefix(12)) }),
                .list((notes[snapshot.seq] ?? []).map(\.value)),
            ]
        }
        let gaps = try reader.gaps(seq: moment.snapshot.seq, cloud: moment.cloud)
        return Answer(columns: columns, rows: rows, snapshot: moment.snapshot, gaps: gaps)
    }

    /// One word for a source from those of its collectors: anything but all
    /// complete, all failed or all skipped is partial.
    static func outcome(of outcomes: [CollectionOutcome]) -> CollectionOutcome {
        let asked = outcomes.filter { $0 != .skipped }
        if asked.isEmpty { return .skipped }
        if asked.allSatisfy({ $0 == .complete }) { return .complete }
        return asked.allSatisfy({ $0 == .failed }) ? .failed : .partial
    }
}
