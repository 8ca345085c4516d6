import TomboRecords

/// Lets so many requests through to one service at once; the others wait
/// their turn.
///
/// All collectors of a source run side by side, so that a service that hangs
/// holds up only its own; without a gate forty of them would ask a small
/// cloud's four workers everything at once.
actor RequestGate {
    private var free: Int
    private var waiting: [(ticket: Int, turn: CheckedContinuation<Bool, Never>)] = []
    private var tickets = 0

    init(width: Int) { free = max(1, width) }

    /// Runs `work` when it is its turn.
    ///
    /// - Throws: ``CollectError/Code/cancelled`` when the caller is cancelled
    ///   while it waits; else what `work` throws.
    func pass<Answer: Sendable>(
        _ work: @Sendable () async throws(CollectError) -> Answer
    ) async throws(CollectError) -> Answer {
        guard await enter() else {
            throw CollectError(.cancelled, "A request was interrupted while it waited for its turn.")
        }
        defer { leave() }
        return try await work()
    }

    private func enter() async -> Bool {
        if free > 0 {
            free -= 1
            return true
        }
        tickets += 1
        let ticket = tickets
        return await withTaskCancellationHandler {
            await withCheckedContinuation { turn in
                if Task.isCancelled { turn.resume(returning: false) } else { waiting.append((ticket, turn)) }
            }
        } onCancel: {
            Task { await self.giveUp(ticket) }
        }
    }

    private func giveUp(_ ticket: Int) {
        guard let place = waiting.firstIndex(where: { $0.ticket == ticket }) else { return }
        waiting.remove(at: place).turn.resume(returning: false)
    }

    private func leave() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().turn.resume(returning: true) }
    }
}
