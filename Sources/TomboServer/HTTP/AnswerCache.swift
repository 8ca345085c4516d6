import Synchronization

/// Answers of the revision that the database is at: asked again they cost
/// nothing, and who asks what is just being worked out waits for that.
///
/// Only for questions whose answer follows from the revision, the
/// configuration and the parameters: the caller's key has the latter two.
final class AnswerCache: Sendable {
    struct Limits: Sendable {
        var entries = 512
        var bytes = 16 << 20
        /// A larger answer is sent, and not kept.
        var answerBytes = 1 << 20
        /// The same for a longer key.
        var keyBytes = 1024
    }

    private struct Entry {
        var answer: KeptAnswer
        var usedAt: Int
    }

    /// An answer that one request works out and others wait for.
    private final class Pending: Sendable {
        let done = Gate()
        let result = Mutex<Result<KeptAnswer, any Error>?>(nil)
    }

    private struct State {
        var revision = ""
        var entries: [String: Entry] = [:]
        var pending: [String: Pending] = [:]
        var bytes = 0
        var uses = 0
    }

    private enum Part {
        case known(KeptAnswer)
        case wait(Pending)
        case workOut(Pending)
    }

    let limits: Limits
    private let state = Mutex(State())

    init(_ limits: Limits = Limits()) { self.limits = limits }

    /// What is kept now, for tests and for nothing else.
    var size: (entries: Int, bytes: Int) { state.withLock { ($0.entries.count, $0.bytes) } }

    /// The answer to `key` at `revision`: known, being worked out, or worked out now by `work`.
    ///
    /// - Throws: What `work` throws; errors are not kept.
    func answer(
        _ key: String, at revision: String, _ work: () async throws -> KeptAnswer
    ) async throws -> KeptAnswer {
        guard key.utf8.count <= limits.keyBytes else { return try await work() }
        while true {
            switch part(key, revision) {
            case .known(let answer): return answer
            case .wait(let pending):
                await pending.done.wait()
                try Task.checkCancellation()
                // Nothing is there where the one who worked it out was called off; then somebody else has to.
                if let result = pending.result.withLock({ $0 }) { return try result.get() }
            case .workOut(let pending):
                let result: Result<KeptAnswer, any Error>
                do { result = .success(try await work()) } catch { result = .failure(error) }
                end(pending, key, revision, result, isCalledOff: Task.isCancelled)
                return try result.get()
            }
        }
    }

    private func part(_ key: String, _ revision: String) -> Part {
        state.withLock { state in
            if state.revision != revision {
                // Who still works for the one before ends by itself, and keeps nothing.
                let uses = state.uses
                state = State()
                state.revision = revision
                state.uses = uses
            }
            state.uses += 1
            if let entry = state.entries[key] {
                state.entries[key]?.usedAt = state.uses
                return .known(entry.answer)
            }
            if let pending = state.pending[key] { return .wait(pending) }
            let pending = Pending()
            state.pending[key] = pending
            return .workOut(pending)
        }
    }

    private func end(
        _ pending: Pending, _ key: String, _ revision: String, _ result: Result<KeptAnswer, any Error>,
        isCalledOff: Bool
    ) {
        state.withLock { state in
            if state.pending[key] === pending { state.pending[key] = nil }
            guard case .success(let answer) = result, answer.revision == revision, state.revision == revision else {
                return
            }
            let cost = answer.cost(key: key)
            guard cost <= limits.answerBytes else { return }
            while state.entries.count >= limits.entries || state.bytes + cost > limits.bytes,
                let oldest = state.entries.min(by: { $0.value.usedAt < $1.value.usedAt })
            {
                state.bytes -= oldest.value.answer.cost(key: oldest.key)
                state.entries[oldest.key] = nil
            }
            state.entries[key] = Entry(answer: answer, usedAt: state.uses)
            state.bytes += cost
        }
        if !isCalledOff { pending.result.withLock { $0 = result } }
        pending.done.open()
    }
}
