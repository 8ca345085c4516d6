import NIOPosix
import Synchronization
import TomboQuery
import TomboRecords
import TomboSources

/// Read-only connections to one database, each lent to one question at a time.
///
/// Questions run on threads of their own, so that a slow one holds up neither
/// the network nor the others.
final class ArchivePool: Sendable {
    private let path: String
    private let specs: [RecordSpec]
    private let clock: @Sendable () -> LocalClock
    private let threads: NIOThreadPool
    private let free = Mutex<[Archive]>([])
    /// More connections than this are closed again.
    private static let kept = 8

    init(path: String, specs: [RecordSpec], threads: NIOThreadPool, clock: @escaping @Sendable () -> LocalClock) {
        self.path = path
        self.specs = specs
        self.threads = threads
        self.clock = clock
    }

    /// Runs `body` with a connection of its own, for at most `limit`.
    ///
    /// - Throws: ``APIError/tooSlow``, and what `body` throws.
    func ask<Output: Sendable>(
        about cloud: String? = nil, within limit: Duration? = nil,
        _ body: @escaping @Sendable (Archive) throws -> Output
    ) async throws -> Output {
        let loan = Loan()
        guard let limit else { return try await lend(cloud, loan, body) }
        return try await withThrowingTaskGroup(of: Output.self) { group in
            group.addTask { [self] in try await lend(cloud, loan, body) }
            group.addTask {
                // Ends early when nobody waits for the answer any more.
                try? await Task.sleep(for: limit)
                _ = loan.interrupt()
                // Again and again: an interrupt between two statements of one question ends nothing.
                Task.detached { while loan.interrupt() { try await Task.sleep(for: .milliseconds(50)) } }
                throw APIError.tooSlow
            }
            defer { group.cancelAll() }
            guard let first = try await group.next() else { throw APIError.tooSlow }
            return first
        }
    }

    /// What a question has in its hand while it runs.
    private final class Loan: Sendable {
        private struct State {
            var archive: Archive?
            var isLate = false
        }

        private let state = Mutex(State())

        var isLate: Bool { state.withLock(\.isLate) }

        /// False where the time was over before it began.
        func take(_ archive: Archive) -> Bool {
            state.withLock { state in
                if !state.isLate { state.archive = archive }
                return !state.isLate
            }
        }

        func giveBack() { state.withLock { $0.archive = nil } }

        /// Says that the time is over; false where nothing runs, and nothing will.
        func interrupt() -> Bool {
            state.withLock { state in
                state.isLate = true
                state.archive?.interrupt()
                return state.archive != nil
            }
        }
    }

    private func lend<Output: Sendable>(
        _ cloud: String?, _ loan: Loan, _ body: @escaping @Sendable (Archive) throws -> Output
    ) async throws -> Output {
        try await threads.runIfActive { [self] in
            let archive = try borrow()
            defer {
                loan.giveBack()
                giveBack(archive)
            }
            guard loan.take(archive) else { throw APIError.tooSlow }
            do {
                return try body(archive.asking(cloud: cloud, clock: clock()))
            } catch {
                throw loan.isLate ? APIError.tooSlow : error
            }
        }
    }

    private func borrow() throws -> Archive {
        if let archive = free.withLock({ $0.popLast() }) { return archive }
        return try Archive(path: path, specs: specs, clock: clock(), migrates: false)
    }

    private func giveBack(_ archive: Archive) {
        free.withLock { if $0.count < Self.kept { $0.append(archive) } }
    }
}
