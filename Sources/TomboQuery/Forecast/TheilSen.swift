/// The median of the slopes between all pairs of days, with its 95 % interval.
///
/// A quarter of the values may be anything and it hardly moves. From four
/// weeks on only equal weekdays are paired, so that what the weekend does
/// cancels out. The interval takes the days as independent of each other,
/// which they are not quite: it is the least that is uncertain.
///
/// Sources: Sen, "Estimates of the regression coefficient based on Kendall's
/// tau" (1968), with the correction for ties; Hirsch, Slack and Smith (1982)
/// for seasons.
struct TheilSen: Sendable, Equatable {
    /// In the measure of the values, a day.
    var slope: Double
    var low: Double
    var high: Double
    var isSeasonal: Bool

    /// Two whole weeks before one can be compared with another, and twice that before it says something.
    static let seasonalSpan = 28
    private static let z = 1.959964

    /// nil for fewer than two points.
    init?(_ series: DailySeries) {
        isSeasonal = series.span >= Self.seasonalSpan
        let seasonal = isSeasonal
        let seasons = Dictionary(grouping: series.points) { seasonal ? $0.day % 7 : 0 }
        var slopes: [Double] = []
        var variance = 0.0
        for points in seasons.values {
            for (index, later) in points.enumerated() {
                for earlier in points[..<index] {
                    slopes.append((later.value - earlier.value) / Double(later.day - earlier.day))
                }
            }
            variance += Self.variance(points.map(\.value))
        }
        guard !slopes.isEmpty else { return nil }
        slopes.sort()
        slope = Median.of(sorted: slopes)
        let reach = Self.z * variance.squareRoot()
        let count = Double(slopes.count)
        low = slopes[max(0, Int((count - reach) / 2) - 1)]
        high = slopes[min(slopes.count - 1, Int((count + reach) / 2))]
        (low, high) = (min(low, slope), max(high, slope))
    }

    /// Of Kendall's S where nothing moves, less what equal values take of it.
    private static func variance(_ values: [Double]) -> Double {
        func term(_ n: Int) -> Double { Double(n * (n - 1) * (2 * n + 5)) }
        let ties = Dictionary(grouping: values) { $0 }.values.map { term($0.count) }.reduce(0, +)
        return (term(values.count) - ties) / 18
    }
}

enum Median {
    /// - Precondition: at least one value, ascending.
    static func of(sorted values: [Double]) -> Double {
        let middle = values.count / 2
        return values.count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2
    }

    static func of(_ values: [Double]) -> Double? { values.isEmpty ? nil : of(sorted: values.sorted()) }
}
