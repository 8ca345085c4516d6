import Hummingbird
import NIOPosix
import ServiceLifecycle

/// A server on a thread of its own, that nothing else of the daemon runs on.
struct HTTPThread<Server: ApplicationProtocol>: Service {
    let application: Server
    let group: MultiThreadedEventLoopGroup

    func run() async throws {
        try await withTaskExecutorPreference(LoopExecutor(group.next())) { try await application.run() }
    }
}
