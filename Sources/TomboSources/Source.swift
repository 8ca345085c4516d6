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
}

/// What a source is given to read with.
public struct SourceMeans: Sendable {
    /// Live, recording or replaying.
    public var transport: any Transport
    public var logger: Logger
    /// For the whole source.
    public var deadline: Duration
    public var timing: Timing
    /// When the last round that read a kind whole began, by kind: a kind that
    /// accumulates asks for news since then, and for everything without it.
    public var lastComplete: [String: Instant]
    public var progress: (@Sendable (CollectorProgress) -> Void)?

    public init(
        transport: any Transport, logger: Logger, deadline: Duration = .seconds(300), timing: Timing = .live,
        lastComplete: [String: Instant] = [:],
        progress: (@Sendable (CollectorProgress) -> Void)? = nil
    ) {
        self.transport = transport
        self.logger = logger
        self.deadline = deadline
        self.timing = timing
        self.lastComplete = lastComplete
        self.progress = progress
    }
}
