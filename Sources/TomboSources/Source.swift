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
    /// How a cloud's servers were then; nil where nobody knows, as for a recording, which asks as if there were no
    /// database.
    public var serversBefore: ServersBefore?
    /// The kinds that there can be an answer for; nil is all. A recording has none for a kind that tombo learned of
    /// after it was made.
    public var kinds: Set<String>?
    public var progress: (@Sendable (CollectorProgress) -> Void)?

    public init(
        transport: any Transport, logger: Logger, deadline: Duration = .seconds(3600), timing: Timing = .live,
        since: NewsSince = NewsSince(), serversBefore: ServersBefore? = nil, kinds: Set<String>? = nil,
        progress: (@Sendable (CollectorProgress) -> Void)? = nil
    ) {
        self.transport = transport
        self.logger = logger
        self.deadline = deadline
        self.timing = timing
        self.since = since
        self.serversBefore = serversBefore
        self.kinds = kinds
        self.progress = progress
    }

    /// Runs all collectors of a source side by side: all it takes where there is nothing to sign in to first.
    ///
    /// `secrets` are known by value: whatever the source answers, it must not give them away.
    func run<Client>(
        _ entries: [CollectorEntry<Client>], of source: String, _ client: Client, secrets: [Secret] = []
    ) async -> [Collection] {
        let asked = entries.filter { knows($0.spec) }
        let collections = await CollectorRunner(
            width: asked.count, deadline: deadline, timing: timing, logger: logger,
            redactor: Redactor(secrets: secrets), progress: progress
        ).run(asked, source: source, client: client)
        return inOrder(collections, of: entries.map(\.spec), source: source)
    }

    func knows(_ spec: RecordSpec) -> Bool { kinds?.contains(spec.kind) ?? true }

    /// One collection for each kind, in their order; those that were not asked are left out by `reason`.
    func inOrder(
        _ collections: [Collection], of specs: [RecordSpec], source: String,
        leftOutBy reason: (RecordSpec) -> String = { _ in "a recording that is older than the kind" }
    ) -> [Collection] {
        let known = Dictionary(collections.map { ($0.spec.kind, $0) }) { first, _ in first }
        return specs.map { known[$0.kind] ?? .leftOut(source: source, spec: $0, by: reason($0)) }
    }
}
