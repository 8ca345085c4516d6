public import Logging
public import TomboRecords

/// One endpoint of a cloud from which kinds are read.
public protocol Source: Sendable {
    /// As the configuration calls it: `openstack`.
    var name: String { get }
    /// The kinds it has, whether or not they can be read now.
    var specs: [RecordSpec] { get }

    /// Reads every kind: one collection for each of ``specs``, in their order.
    ///
    /// It never throws: a source that cannot be read at all gives collections
    /// that failed, which is what a snapshot has to remember.
    func collect(with means: SourceMeans) async -> [Collection]

    /// Looks at the way to the source and at what can be read there, as
    /// `doctor` tells it. It reads, and keeps nothing.
    func examine(_ configured: ConfiguredSource, cloud: String, with means: SourceMeans) async -> DoctorReport
}

extension Source {
    public func examine(
        _ configured: ConfiguredSource, cloud: String, with means: SourceMeans
    ) async -> DoctorReport {
        await SourceExamination(source: self, configured: configured, means: means).examine()
    }
}

/// What a source is given to read with.
public struct SourceMeans: Sendable {
    /// Live, recording or replaying.
    public var transport: any Transport
    public var logger: Logger
    /// For the whole source.
    public var deadline: Duration
    public var timing: Timing
    /// From when on the kinds that accumulate are asked for news.
    public var since: NewsSince
    public var progress: (@Sendable (CollectorProgress) -> Void)?

    public init(
        transport: any Transport, logger: Logger, deadline: Duration = .seconds(300), timing: Timing = .live,
        since: NewsSince = NewsSince(),
        progress: (@Sendable (CollectorProgress) -> Void)? = nil
    ) {
        self.transport = transport
        self.logger = logger
        self.deadline = deadline
        self.timing = timing
        self.since = since
        self.progress = progress
    }

    /// Runs all collectors of a source side by side: all it takes where there is nothing to sign in to first.
    ///
    /// `secrets` are known by value: whatever the source answers, it must not give them away.
    func run<Client>(
        _ entries: [CollectorEntry<Client>], of source: String, _ client: Client, secrets: [Secret] = []
    ) async -> [Collection] {
        await CollectorRunner(
            width: entries.count, deadline: deadline, timing: timing, logger: logger,
            redactor: Redactor(secrets: secrets), progress: progress
        ).run(entries, source: source, client: client)
    }
}
