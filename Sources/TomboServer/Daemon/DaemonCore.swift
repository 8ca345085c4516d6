import Logging
import NIOCore
import Synchronization
import TomboQuery
import TomboRecords
import TomboSources
import TomboStore

/// What the services of one daemon share.
final class DaemonCore: Sendable {
    let database: String
    let writer: Writer
    /// For questions from outside.
    let pool: ArchivePool
    /// For what the daemon itself wants to know: no question from outside delays it.
    let own: ArchivePool
    let revisions: RevisionWatch
    let board: MetricsBoard
    let journal = RoundJournal()
    let schedule: Schedule
    let notifier: ServiceNotifier
    let timing: Timing
    /// What a day is, where days are kept.
    let clock: @Sendable () -> LocalClock
    let logger: Logger
    let started: Instant
    private let load: @Sendable () throws -> DaemonSetup
    private let current: Mutex<(setup: DaemonSetup, edition: String)>
    private let numbers = Mutex<[String: Int]>([:])

    init(
        database: String, writer: Writer, pool: ArchivePool, own: ArchivePool, revisions: RevisionWatch,
        setup: DaemonSetup, notifier: ServiceNotifier, timing: Timing, clock: @escaping @Sendable () -> LocalClock,
        logger: Logger,
        load: @escaping @Sendable () throws -> DaemonSetup
    ) {
        self.database = database
        self.writer = writer
        self.pool = pool
        self.own = own
        self.revisions = revisions
        board = MetricsBoard(own)
        schedule = Schedule(timing: timing, stopWithin: setup.settings.stopWithin)
        self.notifier = notifier
        self.timing = timing
        self.clock = clock
        self.logger = logger
        started = timing.date()
        current = Mutex((setup, Self.edition()))
        self.load = load
    }

    var setup: DaemonSetup { current.withLock { $0.setup } }

    private static func edition() -> String { String(UInt64.random(in: 0 ... .max), radix: 36) }

    /// Reads the configuration anew. A bad one is refused, and the old one stays.
    func reload() async {
        notifier.send(.reloading(monotonicMicroseconds: ServiceNotifier.monotonicMicroseconds))
        defer { notifier.send(.ready) }
        do {
            let new = try load()
            let old = current.withLock { current in
                defer { current = (new, Self.edition()) }
                return current.setup
            }
            if new.settings.listen != old.settings.listen {
                logger.warning("the address is taken at the next start", metadata: ["listen": "\(new.settings.listen)"])
            }
            await schedule.adopt(new.times { _ in nil })
            journal.reloaded(true)
            logger.notice(
                "configuration taken", metadata: ["clouds": "\(new.clouds.map(\.name).joined(separator: ", "))"])
        } catch {
            journal.reloaded(false)
            logger.error("configuration refused; the old one stays", metadata: ["error": "\(error)"])
        }
    }

    /// Asks the clouds until ``Schedule/stop()``.
    func collect() async {
        let latest = try? await own.ask { try $0.latestOfEach() }
        let now = timing.date()
        let ages = (latest ?? []).reduce(into: [String: Duration]()) { ages, snapshot in
            ages[snapshot.cloud] = .milliseconds(max(0, now.milliseconds - snapshot.startedAt.milliseconds))
        }
        await schedule.adopt(setup.times { ages[$0] })
        let rounds = CollectRounds(
            writer: writer, timing: timing, logger: logger,
            plan: { [self] cloud, sources in
                let number = numbers.withLock { numbers in
                    defer { numbers[cloud, default: 0] += 1 }
                    return numbers[cloud] ?? 0
                }
                return try setup.plan(cloud, sources, number: number, database: database, timing: timing)
            }, journal: journal, saved: { [self] in await refresh() })
        await schedule.run { await rounds.run($0, $1) }
    }

    /// Works the metrics out anew, and tells systemd what is there.
    func refresh() async {
        do {
            try await board.refresh()
            let snapshots = try await own.ask { try $0.latestOfEach() }
            let text = snapshots.map { "\($0.cloud) #\($0.seq) of \($0.finishedAt.iso8601)" }
            notifier.send(.status(text.joined(separator: ", ")))
        } catch {
            logger.error("metrics not refreshed", metadata: ["error": "\(error)"])
        }
    }

    func readiness() async -> Readiness {
        do {
            let snapshots = try await own.ask(within: .seconds(2)) { try $0.latestOfEach() }
            return Readiness(snapshots: snapshots, fault: journal.state.fault)
        } catch {
            return Readiness(fault: journal.state.fault, unreadable: APIError(error))
        }
    }

    func metrics() -> ByteBuffer {
        let (state, pulse) = (journal.state, schedule.pulse)
        return board.body([state.generation, pulse.generation]) {
            DaemonMetrics.text(state, failures: pulse.failures, asking: Set(pulse.asking.keys), started: started)
        }
    }

    /// Why only a new start helps, if so: a round that goes on long after its deadline, or one that is long due and
    /// does not begin. nil as long as all goes on.
    func stuck() -> String? {
        let (pulse, upkeep, now) = (schedule.pulse, writer.upkeepTimes, timing.now())
        // A round that has to be saved waits for upkeep, which may take longer than a round.
        if let since = upkeep.since {
            return now - since > Self.longestUpkeep ? "upkeep of the database does not end" : nil
        }
        let limit = setup.longestRound + Self.grace
        for (cloud, begun) in pulse.asking where now - max(begun, upkeep.ended ?? begun) > limit {
            return "a round of \(cloud) does not end"
        }
        for (cloud, due) in pulse.due where now - due > Self.grace { return "no round of \(cloud) begins" }
        return nil
    }

    /// How late a round may begin or end.
    static let grace: Duration = .seconds(120)
    /// What forgetting may take.
    static let longestUpkeep: Duration = .seconds(3600)

    var routes: HTTPRoutes {
        HTTPRoutes(
            pool: pool, revisions: revisions, specs: SourceType.specs, answerWithin: setup.settings.answerWithin,
            settings: { [self] in
                let (setup, edition) = current.withLock { $0 }
                return AnswerSettings(roles: setup.roles, checks: setup.checks, edition: edition)
            },
            metrics: { [self] in metrics() },
            readiness: { [self] in await readiness() })
    }
}
