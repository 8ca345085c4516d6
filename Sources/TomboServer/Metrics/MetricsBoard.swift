import NIOCore
import Synchronization
import TomboQuery

/// The metrics as they are served: each part is written when it changes, not when it is asked for.
final class MetricsBoard: Sendable {
    private struct Page {
        /// What the last snapshots say, and how often that was worked out.
        var clouds = ""
        var generation = 0
        var body = ByteBuffer()
        /// Of what `body` was made: other numbers make another one.
        var made: [Int]?
    }

    private let pool: ArchivePool
    private let page = Mutex(Page())

    init(_ pool: ArchivePool) { self.pool = pool }

    /// What is served: never waits for the database.
    ///
    /// `daemon` says what the daemon itself did; `generations` are other numbers when it would say something else.
    func body(_ generations: [Int], daemon: () -> String) -> ByteBuffer {
        page.withLock { page in
            let wanted = [page.generation] + generations
            if page.made != wanted {
                page.body = ByteBuffer(string: page.clouds + daemon())
                page.made = wanted
            }
            return page.body
        }
    }

    /// Works out anew what the snapshots say; after each.
    func refresh() async throws {
        let text = try await pool.ask { archive in
            let clouds = try archive.clouds()
            return clouds.isEmpty ? "" : try CloudMetrics.text(archive, clouds: clouds, now: archive.now)
        }
        page.withLock { page in
            page.clouds = text
            page.generation += 1
        }
    }
}
