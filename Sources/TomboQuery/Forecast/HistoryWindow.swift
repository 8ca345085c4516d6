import TomboRecords
import TomboStore

/// The days of the past that a forecast looks at.
struct HistoryWindow {
    let moment: Moment
    let cloud: String
    private let seq: Int64
    private let snapshots: DatedSnapshots

    init(moment: Moment, cloud: String, days: Int) throws {
        self.moment = moment
        self.cloud = cloud
        let last = moment.snapshot(of: cloud)
        seq = last.seq
        snapshots = try moment.reader.datedSnapshots(
            cloud: cloud, since: last.finishedAt.advanced(bySeconds: -Double(days) * 86_400), upTo: seq)
    }

    /// Sums of a kind's versions at the end of each day on which the kind was read whole; `amounts` says what one
    /// version counts for, by a name of the series.
    func sums(
        of kind: String, _ columns: [String], _ amounts: ([Value]) -> [String: Double]
    ) throws -> [String: DailySeries] {
        let ends = try moment.reader.dayEnds(kind: kind, in: snapshots)
        guard let first = ends.first else { return [:] }
        var tallies: [String: IntervalTally] = [:]
        try moment.reader.forEachVersion(of: kind, columns, cloud: cloud, after: first.seq, upTo: seq) {
            from, to, _, values in
            for (name, amount) in amounts(values) {
                tallies[name, default: IntervalTally(ends: ends.map(\.seq))].add(amount, from: from, to: to)
            }
        }
        return tallies.mapValues { tally in
            DailySeries(zip(ends, tally.sums).map { .init(day: $0.day, value: $1) })
        }
    }

    /// Days on which nothing of a kind existed count 0 where it was read whole.
    func days(of kind: String) throws -> DailySeries {
        DailySeries(
            try moment.reader.dayEnds(kind: kind, in: snapshots).map {
                .init(day: $0.day, value: 0)
            })
    }

    /// Weighted sums of a metric over a kind's resources; a day with an unknown sample is missing.
    func measures(of kind: String, _ metric: String, weights: [Int64: Double]) throws -> DailySeries {
        let ends = try moment.reader.dayEnds(kind: kind, in: snapshots)
        let samples = try moment.reader.measured(kind: kind, metric: metric, cloud: cloud, at: ends.map(\.seq))
        return DailySeries(
            zip(ends, samples).compactMap { end, sample in
                var sum = 0.0
                for (resource, value) in sample {
                    guard let weight = weights[resource], weight > 0 else { continue }
                    guard let value else { return nil }
                    sum += weight * Double(value)
                }
                return .init(day: end.day, value: sum)
            })
    }
}
