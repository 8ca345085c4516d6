import Synchronization
import TomboQuery

/// The metrics of the last snapshots, worked out once for each and kept as text.
final class MetricsBoard: Sendable {
    private let pool: ArchivePool
    private let kept = Mutex("")

    init(_ pool: ArchivePool) { self.pool = pool }

    /// What is served: never waits for the database.
    var text: String { kept.withLock { $0 } }

    /// Works it out anew; after each snapshot.
    func refresh() async throws {
        let text = try await pool.ask { archive in
            let clouds = try archive.clouds()
            return clouds.isEmpty ? "" : try CloudMetrics.text(archive, clouds: clouds, now: archive.now)
        }
        kept.withLock { $0 = text }
    }
}
