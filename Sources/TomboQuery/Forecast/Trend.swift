/// How fast something grows, from its history.
struct Trend: Sendable, Equatable {
    var line: TheilSen
    var steps: [BatchStep]
    var firstDay: Int
    var lastDay: Int
    /// Days with a value.
    var days: Int

    /// A week, so that a weekend is in it.
    static let leastDays = 7

    /// nil for too little history: fewer than ``leastDays`` days with a value.
    init?(_ series: DailySeries) {
        guard series.points.count >= Self.leastDays, let first = series.points.first, let last = series.points.last
        else { return nil }
        steps = BatchStep.find(in: series)
        guard let line = TheilSen(series.without(steps)) else { return nil }
        (self.line, firstDay, lastDay, days) = (line, first.day, last.day, series.points.count)
    }

    var method: String {
        "Theil–Sen slope of daily values\(line.isSeasonal ? ", equal weekdays paired" : ""), 95 % interval"
    }
}

extension Trend {
    /// Why a series has no trend; nil where it has one.
    static func tooShort(_ series: DailySeries) -> String? {
        let count = series.points.count
        guard count < leastDays else { return nil }
        return "\(count == 1 ? "1 day is" : "\(count) days are") known, and a trend needs \(leastDays)"
    }
}
