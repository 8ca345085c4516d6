public import Logging
import ServiceLifecycle
public import TomboQuery
import TomboRecords
public import TomboSources
import TomboStore
import UnixSignals

/// `tombo daemon`: asks the clouds by itself, keeps what it saw, and answers from it.
public struct Daemon: Sendable {
    public var database: String
    /// Reads the configuration; again at each `SIGHUP`.
    public var load: @Sendable () throws -> DaemonSetup
    /// What a moment such as `@2 days ago` is counted from.
    public var clock: @Sendable () -> LocalClock
    /// Who is written into the history when it is thinned out.
    public var author: String
    public var notifier: ServiceNotifier
    public var timing: Timing
    public var logger: Logger

    public init(
        database: String, author: String, notifier: ServiceNotifier, timing: Timing = .live, logger: Logger,
        clock: @escaping @Sendable () -> LocalClock, load: @escaping @Sendable () throws -> DaemonSetup
    ) {
        self.database = database
        self.author = author
        self.notifier = notifier
        self.timing = timing
        self.logger = logger
        self.clock = clock
        self.load = load
    }

    /// Returns when it was told to stop and has.
    ///
    /// - Parameter listening: Called with the port when questions are answered.
    /// - Throws: What keeps it from beginning: a wrong configuration, a database that another one writes, an address
    ///   that is taken.
    public func run(listening: @escaping @Sendable (_ port: Int) async -> Void = { _ in }) async throws {
        let setup = try load()
        let store = try Store(path: database, specs: SourceType.specs)
        // Held as long as it runs: whoever else wants to collect hears of it at once.
        let lock = try WriterLock(database: database)
        defer { withExtendedLifetime(lock) {} }
        let threads = DaemonThreads()
        let specs = SourceType.specs
        let core = DaemonCore(
            database: database, writer: Writer(store, threads: threads.writing, now: timing.now),
            pool: ArchivePool(path: database, specs: specs, threads: threads.asking, clock: clock),
            own: ArchivePool(path: database, specs: specs, threads: threads.own, clock: clock),
            revisions: RevisionWatch(path: database, specs: specs, thread: threads.revision), setup: setup,
            notifier: notifier, timing: timing, clock: clock, logger: logger, load: load)
        await core.refresh()
        let (notifier, logger) = (notifier, logger)
        let http = try HTTPService.application(
            core.routes, at: setup.settings.listen, on: threads.http, logger: logger
        ) { port in
            logger.notice("answering", metadata: ["listen": "\(setup.settings.listen.host):\(port)"])
            notifier.send(.ready)
            await listening(port)
        }
        var configuration = ServiceGroupConfiguration(
            services: [
                CollectService(core: core), ReloadService(core: core), WatchdogService(core: core),
                UpkeepService(core: core, author: author),
                HTTPThread(application: http, group: threads.http),
            ], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        // Beyond what a round is given: an answer that is being written, upkeep that is told to end.
        configuration.maximumGracefulShutdownDuration = setup.settings.stopWithin + .seconds(10)
        try await ServiceGroup(configuration: configuration).run()
        try await threads.shutdown()
        try store.close()
        logger.notice("stopped")
    }
}
