/// How much of one thing there was at the end of each day that is known.
///
/// A day is the last listing of a UTC day that saw all of it; a day without
/// one is missing, never 0.
struct DailySeries: Sendable, Equatable {
    struct Point: Sendable, Equatable {
        /// Days since 1970-01-01.
        var day: Int
        var value: Double
    }

    /// Ascending by day; no day twice.
    private(set) var points: [Point] = []

    init(_ points: [Point]) {
        var last: [Int: Double] = [:]
        for point in points where point.value.isFinite { last[point.day] = point.value }
        self.points = last.keys.sorted().map { Point(day: $0, value: last[$0] ?? 0) }
    }

    /// From the first day to the last, both counted; 0 for none.
    var span: Int { points.last.map { $0.day - points[0].day + 1 } ?? 0 }
}
