/// When one source is asked next.
///
/// Rounds lie on a grid of the interval. What was missed, because the machine
/// slept or a round took long, is not made up for: the next point of the grid
/// that is still to come is the next round.
struct SourceRhythm: Sendable, Equatable {
    var interval: Duration
    /// The longest time between two attempts while it fails.
    var longestBackoff: Duration
    /// The point of the grid at which it is asked next.
    private(set) var slot: Duration
    /// Rounds in a row in which it gave nothing at all.
    private(set) var failures = 0

    init(interval: Duration, longestBackoff: Duration, first: Duration) {
        self.interval = interval
        self.longestBackoff = longestBackoff
        slot = first
    }

    /// The time between two attempts now: the interval, doubled with each
    /// failure after the first, up to ``longestBackoff``.
    var step: Duration {
        guard failures > 1 else { return interval }
        let longest = max(interval, longestBackoff)
        var step = interval
        for _ in 1..<failures where step < longest { step = step * 2 }
        return min(step, longest)
    }

    /// Goes on to the next point of the grid after `now`.
    mutating func ended(failed: Bool, now: Duration) {
        failures = failed ? failures + 1 : 0
        let step = step
        slot += step
        if slot <= now { slot += step * (Int((now - slot) / step) + 1) }
    }

    /// Takes over another interval; what is due stays due, what would come later than that comes sooner.
    mutating func adopt(interval: Duration, longestBackoff: Duration, now: Duration) {
        self.interval = interval
        self.longestBackoff = longestBackoff
        slot = min(slot, now + step)
    }
}
