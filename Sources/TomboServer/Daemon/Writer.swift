import NIOPosix
import Synchronization
import TomboStore

/// The one who writes, one thing after the other, on a thread of its own.
///
/// What is planned and then done, as forgetting is, is one thing: no snapshot
/// comes between.
final class Writer: Sendable {
    private let store: Store
    private let turn = Mutex(())
    private let threads: NIOThreadPool

    init(_ store: Store, threads: NIOThreadPool) {
        self.store = store
        self.threads = threads
    }

    func write<Output: Sendable>(_ body: @escaping @Sendable (Store) throws -> Output) async throws -> Output {
        try await threads.runIfActive { [self] in try turn.withLock { _ in try body(store) } }
    }

    /// Beside what is written: for what only reads, and takes long.
    func onItsThread<Output: Sendable>(_ body: @escaping @Sendable (Store) throws -> Output) async throws -> Output {
        try await threads.runIfActive { [self] in try body(store) }
    }
}
