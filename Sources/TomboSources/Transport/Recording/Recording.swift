public import TomboRecords

/// A directory that holds what the sources of a cloud answered in one round:
/// `recording.json` about the round, a folder for each source, a file for each
/// exchange.
public struct Recording: Sendable, Hashable {
    /// A source as it was configured, without credentials.
    public struct Source: Sendable, Hashable {
        public var name: String
        /// `openstack`, `maas`, …
        public var type: String
        /// What its client needs to ask the same requests again: address,
        /// region, interface.
        public var settings: [String: String]
        /// The kinds that the tombo that recorded it knew; nil where that was before recordings said so.
        public var kinds: Set<String>?

        public init(name: String, type: String, settings: [String: String], kinds: Set<String>? = nil) {
            self.name = name
            self.type = type
            self.settings = settings
            self.kinds = kinds
        }
    }

    /// Of the directory's form; raised when an older tombo could not read it.
    public static let format: Int64 = 1
    public static let manifestName = "recording.json"

    public var directory: String
    /// The version that recorded it.
    public var tombo: String
    public var cloud: String
    public var label: String?
    public var startedAt: Instant
    /// Nil when the recording was interrupted.
    public var finishedAt: Instant?
    public var sources: [Source]

    public init(
        directory: String, tombo: String, cloud: String, label: String? = nil, startedAt: Instant,
        finishedAt: Instant? = nil, sources: [Source]
    ) {
        self.directory = directory
        self.tombo = tombo
        self.cloud = cloud
        self.label = label
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.sources = sources
    }

    /// The folder of a source's exchanges.
    func folder(of source: String) -> String { "\(directory)/\(ExchangeName.slug(source))" }

    var manifestPath: String { "\(directory)/\(Self.manifestName)" }
}
