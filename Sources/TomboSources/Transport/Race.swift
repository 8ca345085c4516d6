/// Which came first.
enum RaceResult<Answer: Sendable>: Sendable {
    case answered(Answer)
    case deadline
    case cancelled
}

/// Runs `work`, but no longer than `limit`.
///
/// On the deadline, or when the caller is cancelled, the work is cancelled
/// and *left behind*: a task group would wait for work that does not heed its
/// cancellation, and a hung source would then hang the whole round. Work left
/// behind can no longer be heard; task-local values reach it as usual.
func race<Answer: Sendable>(
    limit: Duration, sleep: @escaping @Sendable (Duration) async throws -> Void,
    _ work: @escaping @Sendable () async -> Answer
) async -> RaceResult<Answer> {
    if Task.isCancelled { return .cancelled }
    if limit <= .zero { return .deadline }
    let (results, finish) = AsyncStream<RaceResult<Answer>>.makeStream(bufferingPolicy: .bufferingOldest(1))
    let worker = Task { finish.yield(.answered(await work())) }
    let timer = Task {
        do { try await sleep(limit) } catch { return }
        finish.yield(.deadline)
    }
    defer {
        worker.cancel()
        timer.cancel()
    }
    for await first in results { return first }
    return .cancelled  // a stream ends without an element only when its reader is cancelled
}
