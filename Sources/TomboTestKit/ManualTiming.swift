import Synchronization
public import TomboRecords
public import TomboSources

/// Clocks in the hand of a test, so that it waits for nothing.
///
/// A sleep takes no time and moves the clock by as much as was asked for; or,
/// when ``init(holding:start:)`` says so, it lasts until ``release()``.
public final class ManualTiming: Sendable {
    private struct State {
        var now: Duration = .zero
        var sleeps: [Duration] = []
        var isHolding: Bool
        var held: [AsyncStream<Never>.Continuation] = []
    }

    private let state: Mutex<State>
    private let start: Instant

    /// With `holding`, sleeps last until ``release()``: for deadlines.
    public init(holding: Bool = false, start: Instant = Instant(milliseconds: 1_795_000_000_000)) {
        state = Mutex(State(isHolding: holding))
        self.start = start
    }

    /// The waits so far, in order.
    public var sleeps: [Duration] { state.withLock(\.sleeps) }

    /// Lets time pass without a sleep: a slow answer.
    public func advance(_ duration: Duration) { state.withLock { $0.now += duration } }

    /// Ends every held sleep, those to come included.
    public func release() {
        let held = state.withLock { state in
            defer { state.held = [] }
            state.isHolding = false
            return state.held
        }
        for sleeper in held { sleeper.finish() }
    }

    public var timing: Timing {
        Timing(
            now: { self.state.withLock(\.now) }, sleep: { try await self.sleep($0) },
            date: {
                let (seconds, attoseconds) = self.state.withLock(\.now).components
                return Instant(
                    milliseconds: self.start.milliseconds + seconds * 1000 + attoseconds / 1_000_000_000_000_000)
            })
    }

    private func sleep(_ duration: Duration) async throws {
        try Task.checkCancellation()
        let (stream, sleeper) = AsyncStream<Never>.makeStream()
        let isHeld = state.withLock { state in
            state.sleeps.append(duration)
            if state.isHolding { state.held.append(sleeper) }
            return state.isHolding
        }
        // Ends when released, or when the sleeping task is cancelled.
        if isHeld { for await _ in stream {} }
        try Task.checkCancellation()
        state.withLock { $0.now += duration }
    }
}
