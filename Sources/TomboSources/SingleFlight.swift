import TomboRecords

/// Something that several ask for at once and that is fetched once.
actor SingleFlight<Answer: Sendable> {
    private var task: Task<Result<Answer, CollectError>, Never>?
    private var waiting = 0

    /// The answer of the first `fetch`, for everybody who asks.
    ///
    /// One who is cancelled does not take the answer from the others; when
    /// all are, the fetch is cancelled, and whoever comes later begins anew.
    func value(
        _ fetch: @escaping @Sendable () async throws(CollectError) -> Answer
    ) async throws(CollectError) -> Answer {
        let task = task ?? Self.start(fetch)
        self.task = task
        waiting += 1
        let result = await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            Task { await self.leave(task) }
        }
        return try result.get()
    }

    private static func start(
        _ fetch: @escaping @Sendable () async throws(CollectError) -> Answer
    ) -> Task<Result<Answer, CollectError>, Never> {
        Task {
            do throws(CollectError) { return .success(try await fetch()) } catch { return .failure(error) }
        }
    }

    private func leave(_ left: Task<Result<Answer, CollectError>, Never>) {
        waiting -= 1
        guard waiting == 0, left == task else { return }
        left.cancel()
        task = nil
    }
}

/// What the collectors of one round share: asked for once, kept for the round.
actor RoundMemo {
    private var flights: [String: any Sendable] = [:]

    /// The flight under `key`; one key always has one type.
    func flight<Answer: Sendable>(_ key: String, _ type: Answer.Type) -> SingleFlight<Answer> {
        if let known = flights[key] as? SingleFlight<Answer> { return known }
        let new = SingleFlight<Answer>()
        flights[key] = new
        return new
    }
}
