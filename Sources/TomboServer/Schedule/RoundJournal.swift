import Synchronization
import TomboRecords
import TomboStore

/// What became of the rounds of this process: for metrics, and for whether it is ready.
public final class RoundJournal: Sendable {
    struct Cloud: Sendable, Equatable {
        var rounds = 0
        /// Rounds that could not be saved, by the code of the store's error.
        var lost: [String: Int] = [:]
        /// Rounds that could not even begin.
        var unasked = 0
        var changes = 0
        var lastSeconds: Double?
        var secondsSum = 0.0
        var failures: [String: Int] = [:]
    }

    /// Why a snapshot was not saved, until one is.
    struct Fault: Sendable, Equatable {
        var code: String
        var message: String
        var remedy: String?
    }

    struct State: Sendable {
        var clouds: [String: Cloud] = [:]
        var fault: Fault?
        var reloads: [String: Int] = [:]
        /// Upkeep by its name: how it ended last, and when.
        var upkeep: [String: (isDone: Bool, at: Instant)] = [:]
        /// Another number after each change.
        var generation = 0
    }

    private let guarded = Mutex(State())

    public init() {}

    var state: State { guarded.withLock { $0 } }

    private func change(_ body: (inout State) -> Void) {
        guarded.withLock { state in
            body(&state)
            state.generation += 1
        }
    }

    func saved(_ cloud: String, _ receipt: SnapshotReceipt, failed: Set<String>, seconds: Double) {
        change { state in
            state.fault = nil
            state.clouds[cloud, default: .init()].rounds += 1
            state.clouds[cloud]?.changes += receipt.changes
            state.clouds[cloud]?.lastSeconds = seconds
            state.clouds[cloud]?.secondsSum += seconds
            for source in failed { state.clouds[cloud]?.failures[source, default: 0] += 1 }
        }
    }

    func lost(_ cloud: String, _ error: StoreError) {
        change { state in
            state.clouds[cloud, default: .init()].lost[error.code.rawValue, default: 0] += 1
            state.fault = Fault(code: error.code.rawValue, message: error.message, remedy: error.remedy)
        }
    }

    func unasked(_ cloud: String) { change { $0.clouds[cloud, default: .init()].unasked += 1 } }

    func reloaded(_ isDone: Bool) {
        change { $0.reloads[isDone ? "accepted" : "refused", default: 0] += 1 }
    }

    func kept(up name: String, isDone: Bool, at instant: Instant) {
        change { $0.upkeep[name] = (isDone, instant) }
    }
}
