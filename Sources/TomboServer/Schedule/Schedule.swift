import Synchronization
import TomboRecords
import TomboSources

/// Asks every cloud when it is due: each by itself, one round at a time.
///
/// A cloud whose sources hang delays nobody but itself, and itself no longer
/// than their deadlines. Who asks is a parameter, and so are the clocks.
actor Schedule {
    /// What a round came to.
    struct Outcome: Sendable, Equatable {
        /// Sources that gave nothing at all.
        var failed: Set<String> = []
    }

    /// How it stands, for those who look on: read without waiting for it.
    struct Pulse: Sendable, Equatable {
        /// Clouds that are being asked, with the moment that their round began.
        var asking: [String: Duration] = [:]
        /// The others, with the moment that their next round begins.
        var due: [String: Duration] = [:]
        /// Sources that fail, with how often they did in a row, by cloud.
        var failures: [String: [String: Int]] = [:]
        /// Another number after each change.
        var generation = 0
    }

    typealias Ask = @Sendable (_ cloud: String, _ sources: Set<String>) async -> Outcome

    private let timing: Timing
    /// From 0 to 1, by chance.
    private let draw: @Sendable () -> Double
    private let stopWithin: Duration
    private var rhythms: [String: CloudRhythm] = [:]
    private var running: Set<String> = []
    /// Clouds that are being asked, with the moment that their round began.
    private var asking: [String: Duration] = [:]
    private let published = Mutex(Pulse())
    /// Opened, and replaced, when something else is to be done than was planned.
    private var change = Gate()
    private let stopping = Gate()

    init(timing: Timing, stopWithin: Duration, draw: @escaping @Sendable () -> Double = { .random(in: 0...1) }) {
        self.timing = timing
        self.stopWithin = stopWithin
        self.draw = draw
    }

    /// The clouds from now on. What is being asked is asked to its end.
    func adopt(_ clouds: [String: CloudRhythm.Times]) {
        let now = timing.now()
        rhythms = clouds.reduce(into: [:]) { made, entry in
            if var rhythm = rhythms[entry.key] {
                rhythm.adopt(entry.value, now: now)
                made[entry.key] = rhythm
            } else {
                made[entry.key] = CloudRhythm(entry.value, now: now)
            }
        }
        wake()
    }

    /// Begins no further round; one that runs has `stopWithin` to end.
    nonisolated func stop() {
        stopping.open()
        Task { await wake() }
    }

    private func wake() {
        publish()
        change.open()
        change = Gate()
    }

    nonisolated var pulse: Pulse { published.withLock { $0 } }

    private func publish() {
        published.withLock { pulse in
            pulse.asking = asking
            pulse.due = rhythms.compactMapValues(\.next).filter { asking[$0.key] == nil }
            pulse.failures = rhythms.mapValues { $0.sources.mapValues(\.failures).filter { $0.value > 0 } }
            pulse.generation += 1
        }
    }

    /// Returns when it was stopped and the last round is over.
    func run(_ ask: @escaping Ask) async {
        await withDiscardingTaskGroup { group in
            while !stopping.isOpen, !Task.isCancelled {
                let change = change
                for cloud in rhythms.keys.sorted() where running.insert(cloud).inserted {
                    group.addTask { await self.follow(cloud, ask) }
                }
                await change.wait()
            }
        }
    }

    private func follow(_ cloud: String, _ ask: @escaping Ask) async {
        while !stopping.isOpen, !Task.isCancelled, let rhythm = rhythms[cloud], let next = rhythm.next {
            let change = change
            let wait = next - timing.now()
            if wait > .zero, await !slept(wait, unless: change) { continue }
            let due = rhythm.due(timing.now())
            asking[cloud] = timing.now()
            publish()
            let outcome = await untilStopped { await ask(cloud, due) }
            asking[cloud] = nil
            if let outcome {
                rhythms[cloud]?.ended(asked: due, failed: outcome.failed, now: timing.now(), draw: draw())
            }
            publish()
            if outcome == nil { break }
        }
        running.remove(cloud)
        // It came back while this was on its way out.
        if rhythms[cloud]?.next != nil { wake() }
    }

    /// False where something changed before the time was over.
    private nonisolated func slept(_ time: Duration, unless change: Gate) async -> Bool {
        let sleep = timing.sleep
        return await withTaskGroup(of: Bool.self) { group in
            group.addTask { (try? await sleep(time)) != nil }
            group.addTask {
                await change.wait()
                return false
            }
            let first = await group.next() ?? false
            group.cancelAll()
            return first
        }
    }

    /// nil where the round was cut off, as it took too long after the stop.
    private nonisolated func untilStopped(_ round: @escaping @Sendable () async -> Outcome) async -> Outcome? {
        let (sleep, stopping, stopWithin) = (timing.sleep, stopping, stopWithin)
        return await withTaskGroup(of: Outcome?.self) { group in
            group.addTask { await round() }
            group.addTask {
                await stopping.wait()
                try? await sleep(stopWithin)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
    }
}
