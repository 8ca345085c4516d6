import NIOPosix
import Synchronization
import TomboStore

/// The one who writes, one thing after the other, on a thread of its own.
///
/// What is planned and then done, as forgetting is, is one thing: no snapshot
/// comes between.
final class Writer: Sendable {
    /// What is written, and so what others wait for.
    enum Purpose: Sendable { case snapshot, upkeep }

    private let store: Store
    private let file: FileIdentity?
    private let turn = Mutex(())
    private let threads: NIOThreadPool
    private let now: @Sendable () -> Duration
    private let upkeep = Mutex<(since: Duration?, ended: Duration?)>((nil, nil))

    /// `now` is the monotonic clock.
    init(_ store: Store, threads: NIOThreadPool, now: @escaping @Sendable () -> Duration) {
        self.store = store
        self.threads = threads
        self.now = now
        file = FileIdentity(store.path)
    }

    /// Since when upkeep has it, where it does, and when it last gave it back.
    var upkeepTimes: (since: Duration?, ended: Duration?) { upkeep.withLock { $0 } }

    /// - Throws: `StoreError` `missing` where the file is not there any more, and what `body` throws.
    func write<Output: Sendable>(
        for purpose: Purpose = .snapshot, _ body: @escaping @Sendable (Store) throws -> Output
    ) async throws -> Output {
        try await threads.runIfActive { [self] in
            try turn.withLock { _ in
                if purpose == .upkeep { upkeep.withLock { $0.since = now() } }
                defer { if purpose == .upkeep { upkeep.withLock { $0 = (nil, now()) } } }
                try checkFile()
                return try body(store)
            }
        }
    }

    /// Beside what is written: for what only reads, and takes long.
    func onItsThread<Output: Sendable>(_ body: @escaping @Sendable (Store) throws -> Output) async throws -> Output {
        try await threads.runIfActive { [self] in try body(store) }
    }

    /// What is written into a file that was removed is lost with this process, however well it went.
    private func checkFile() throws {
        guard let file, FileIdentity(store.path) != file else { return }
        throw StoreError(
            .missing, "The database \(store.path) was removed or replaced while tombo has it open.",
            remedy: "Put the file back from a backup, and start the daemon again.")
    }
}
