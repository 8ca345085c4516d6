import NIOCore
import NIOPosix

/// The threads of one daemon, apart by whom they must not wait for.
struct DaemonThreads {
    /// Questions from outside, which may take as long as they are allowed to.
    let asking = NIOThreadPool(numberOfThreads: 8)
    /// What the daemon itself wants to know: the metrics of a snapshot, whether it is ready.
    let own = NIOThreadPool(numberOfThreads: 2)
    /// Whether the database changed.
    let revision = NIOThreadPool(numberOfThreads: 1)
    /// Snapshots and upkeep; two, as a backup goes on beside them.
    let writing = NIOThreadPool(numberOfThreads: 2)
    /// All of HTTP but the questions.
    let http = MultiThreadedEventLoopGroup(numberOfThreads: 1)

    private var pools: [NIOThreadPool] { [asking, own, revision, writing] }

    init() { for pool in pools { pool.start() } }

    func shutdown() async throws {
        for pool in pools { try await pool.shutdownGracefully() }
        try await http.shutdownGracefully()
    }
}
