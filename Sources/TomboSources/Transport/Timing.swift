public import TomboRecords

/// The clocks that retries and deadlines go by, so that a test can hold them
/// in its hand and never sleeps.
public struct Timing: Sendable {
    /// Time since some fixed moment; never goes backwards.
    public var now: @Sendable () -> Duration
    /// Returns after a time, or throws `CancellationError` when cancelled.
    public var sleep: @Sendable (Duration) async throws -> Void
    /// What the wall clock says: `Retry-After` may name a date.
    public var date: @Sendable () -> Instant

    public init(
        now: @escaping @Sendable () -> Duration, sleep: @escaping @Sendable (Duration) async throws -> Void,
        date: @escaping @Sendable () -> Instant
    ) {
        self.now = now
        self.sleep = sleep
        self.date = date
    }
}

extension Duration {
    /// Whole milliseconds, rounded down.
    var milliseconds: Int {
        let (seconds, attoseconds) = components
        return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
    }

    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }

    /// As a person says it: `0.5 s`, `30 s`.
    var spoken: String {
        let ms = milliseconds
        return ms % 1000 == 0 ? "\(ms / 1000) s" : "\(Double(ms) / 1000) s"
    }
}
