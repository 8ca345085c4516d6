/// A jump that is no trend: a batch that was made, or removed, at once.
///
/// Six times as far from the median of the daily changes as these mostly are
/// (median absolute deviation), and rare: at most one day in fifteen. What
/// jumps oftener, such as a batch a week, is how the thing grows.
struct BatchStep: Sendable, Equatable {
    /// The first day after the jump, in days since 1970-01-01.
    var day: Int
    /// How far beyond the usual change, in the measure of the values.
    var by: Double

    static let rarity = 15
    private static let distance = 6.0
    /// From a median absolute deviation to a standard deviation.
    private static let toSigma = 1.4826

    static func find(in series: DailySeries) -> [BatchStep] {
        let pairs = Array(zip(series.points, series.points.dropFirst()))
        let rates = pairs.map { ($1.value - $0.value) / Double($1.day - $0.day) }
        guard pairs.count >= 5, let usual = Median.of(rates) else { return [] }
        let beyond = pairs.map { $1.value - $0.value - usual * Double($1.day - $0.day) }
        let rare = max(1, pairs.count / rarity)
        // What arithmetic leaves of nothing.
        let nothing = 1e-9 * max(1, usual.magnitude)
        let moved = beyond.map(\.magnitude).filter { $0 > nothing }
        guard !moved.isEmpty, let deviation = Median.of(beyond.map(\.magnitude)) else { return [] }
        var limit = distance * toSigma * deviation
        // Most days as usual: either the few others are all jumps, or jumps stand out among the others.
        if deviation <= nothing {
            limit = moved.count <= rare ? nothing : distance * toSigma * (Median.of(moved) ?? 0)
        }
        let steps = zip(pairs, beyond).filter { $1.magnitude > max(limit, nothing) }
        guard steps.count <= rare else { return [] }
        return steps.map { BatchStep(day: $0.1.day, by: $1) }
    }
}

extension DailySeries {
    /// As if the jumps had not been.
    func without(_ steps: [BatchStep]) -> DailySeries {
        DailySeries(
            points.map { point in
                let jumped = steps.filter { $0.day <= point.day }.map(\.by).reduce(0, +)
                return Point(day: point.day, value: point.value - jumped)
            })
    }
}
