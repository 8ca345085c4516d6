public import TomboRecords
public import TomboStore

/// Answers questions about one database file: read-only, each answer from one
/// moment.
public struct Archive: Sendable {
    private let store: StoreReader
    /// Only this cloud, where the person named one.
    public let cloud: String?
    private let clock: LocalClock

    /// Opens the file, and brings an older one up to date unless `migrates` says no; throws ``StoreError``.
    public init(
        path: String, specs: [RecordSpec], cloud: String? = nil, clock: LocalClock, migrates: Bool = true
    ) throws {
        store = try StoreReader(path: path, specs: specs, migrates: migrates)
        self.cloud = cloud
        self.clock = clock
    }

    /// Answers a question about the snapshot that `reference` names, the
    /// latest when it is nil; throws ``QueryError`` or ``StoreError``.
    public func answer(_ question: some Question, at reference: SnapshotReference? = nil) throws -> Answer {
        try moment(at: reference) { try question.answer($0) }
    }

    /// Anything else that is read at one moment, such as names for completion.
    public func moment<Output>(
        at reference: SnapshotReference? = nil, _ body: (Moment) throws -> Output
    ) throws -> Output {
        try store.read { reader in
            if let cloud, try !reader.clouds().contains(cloud) {
                let known = try reader.clouds()
                throw QueryError(
                    .unknownCloud, "The database knows no cloud called \(cloud).",
                    remedy: known.isEmpty
                        ? "Run `tombo collect` first." : "It knows \(known.joined(separator: ", ")).")
            }
            let snapshot = try (reference ?? .latest).resolve(reader, cloud: cloud, clock: clock)
            try reader.travel(to: snapshot)
            return try body(Moment(reader: reader, snapshot: snapshot, cloud: cloud, clock: clock))
        }
    }
}

/// What a question sees: the data at one snapshot.
public struct Moment {
    public let reader: Reader
    public let snapshot: SnapshotInfo
    public let cloud: String?
    public let clock: LocalClock

    /// The kinds with a gap among those a question used.
    public func gaps(_ kinds: some Sequence<String>) throws -> [Gap] {
        try reader.gaps(seq: snapshot.seq, kinds: Set(kinds), cloud: cloud)
    }
}

/// One question about the clouds; one file each.
public protocol Question: Sendable {
    func answer(_ moment: Moment) throws -> Answer
}

/// What "now" is and how far local time is from UTC: parameters, so that tests
/// need no clock.
public struct LocalClock: Sendable {
    public var now: Instant
    /// Seconds east of UTC at a moment.
    public var offset: @Sendable (Instant) -> Int

    public init(now: Instant, offset: @escaping @Sendable (Instant) -> Int = { _ in 0 }) {
        self.now = now
        self.offset = offset
    }
}
