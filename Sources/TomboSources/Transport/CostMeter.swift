import Synchronization

/// Counts what one collector asks of its source.
///
/// The runner sets ``current`` around each collector; whichever transport
/// answers a request counts it there, so that no collector has to.
public final class CostMeter: Sendable {
    @TaskLocal public static var current: CostMeter?

    private struct Totals {
        var requests = 0
        var bytes = 0
    }

    private let totals = Mutex(Totals())

    public init() {}

    /// Counts one request, answered or not.
    ///
    /// - Parameter bytes: Bytes of its answer's body, as received.
    public func count(bytes: Int) {
        totals.withLock { totals in
            totals.requests += 1
            totals.bytes += bytes
        }
    }

    public var requests: Int { totals.withLock(\.requests) }
    public var bytes: Int { totals.withLock(\.bytes) }
}
