import Logging
import Synchronization
import TomboQuery
import TomboRecords
import TomboSources
import TomboStore

/// What the services of one daemon share.
final class DaemonCore: Sendable {
    let database: String
    let writer: Writer
    let pool: ArchivePool
    let board: MetricsBoard
    let journal = RoundJournal()
    let schedule: Schedule
    let notifier: ServiceNotifier
    let timing: Timing
    let logger: Logger
    let started: Instant
    private let load: @Sendable () throws -> DaemonSetup
    private let current: Mutex<DaemonSetup>
    private let numbers = Mutex<[String: Int]>([:])

    init(
        database: String, writer: Writer, pool: ArchivePool, setup: DaemonSetup, notifier: ServiceNotifier,
        timing: Timing, logger: Logger, load: @escaping @Sendable () throws -> DaemonSetup
    ) {
        self.database = database
        self.writer = writer
        self.pool = pool
        board = MetricsBoard(pool)
        schedule = Schedule(timing: timing, stopWithin: setup.settings.stopWithin)
        self.notifier = notifier
        self.timing = timing
        self.logger = logger
        started = timing.date()
        current = Mutex(setup)
        self.load = load
    }

    var setup: DaemonSetup { current.withLock { $0 } }

    /// Reads the configuration anew. A bad one is refused, and the old one stays.
    func reload() async {
        notifier.send(.reloading(monotonicMicroseconds: ServiceNotifier.monotonicMicroseconds))
        defer { notifier.send(.ready) }
        do {
            let new = try load()
            let old = current.withLock { setup in
                defer { setup = new }
                return setup
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
        let latest = try? await pool.ask { try $0.latestOfEach() }
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
            let snapshots = try await pool.ask { try $0.latestOfEach() }
            let text = snapshots.map { "\($0.cloud) #\($0.seq) of \($0.finishedAt.iso8601)" }
            notifier.send(.status(text.joined(separator: ", ")))
        } catch {
            logger.error("metrics not refreshed", metadata: ["error": "\(error)"])
        }
    }

    func readiness() async -> Readiness {
        do {
            let snapshots = try await pool.ask(within: .seconds(2)) { try $0.latestOfEach() }
            return Readiness(snapshots: snapshots, fault: journal.state.fault)
        } catch {
            return Readiness(fault: journal.state.fault, unreadable: APIError(error))
        }
    }

    func metrics() async -> String {
        let failures = await schedule.failures
        let asking = Set(await schedule.asking.keys)
        return board.text + DaemonMetrics.text(journal.state, failures: failures, asking: asking, started: started)
    }

    /// Whether a round goes on long after its deadline: then only a new start helps.
    func isStuck() async -> Bool {
        let limit = setup.longestRound + .seconds(120)
        let now = timing.now()
        return await schedule.asking.values.contains { now - $0 > limit }
    }

    var routes: HTTPRoutes {
        HTTPRoutes(
            pool: pool, specs: SourceType.specs, answerWithin: setup.settings.answerWithin,
            roles: { [self] in setup.roles }, checks: { [self] in setup.checks },
            metrics: { [self] in await metrics() },
            readiness: { [self] in await readiness() })
    }
}
