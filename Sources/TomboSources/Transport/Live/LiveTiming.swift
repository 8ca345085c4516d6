import Foundation
import TomboRecords

extension Timing {
    /// The machine's own clocks.
    public static let live: Timing = {
        let start = ContinuousClock.now
        return Timing(
            now: { start.duration(to: .now) },
            sleep: { duration in try await Task.sleep(for: duration, tolerance: nil, clock: .continuous) },
            date: { Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded())) })
    }()
}
