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

    /// The same file through the same connection, about another cloud or at another time.
    public func asking(cloud: String?, clock: LocalClock) -> Archive {
        Archive(store: store, cloud: cloud, clock: clock)
    }

    private init(store: StoreReader, cloud: String?, clock: LocalClock) {
        self.store = store
        self.cloud = cloud
        self.clock = clock
    }

    /// Ends what this connection is being asked now: it throws ``StoreError``.
    public func interrupt() { store.interrupt() }

    /// The clouds that the database has snapshots of, by name.
    public func clouds() throws -> [String] { try store.read { try $0.latestOfEach(upTo: .max).map(\.cloud).sorted() } }

    /// The last snapshot of each cloud.
    public func latestOfEach() throws -> [SnapshotInfo] { try store.read { try $0.latestOfEach(upTo: .max) } }

    /// The clock that its answers go by.
    public var now: LocalClock { clock }

    /// Two moments with the same revision give the same answers: of the
    /// history, of what was written on it, and of the names of snapshots.
    public func revision() throws -> String { try store.read { try $0.revision() } }

    /// Answers a question about the snapshot that `reference` names, the
    /// latest when it is nil; throws ``QueryError`` or ``StoreError``.
    public func answer(_ question: some Question, at reference: SnapshotReference? = nil) throws -> Answer {
        try moment(at: reference, beside: question.references) { moment in
            var answer = try question.answer(moment)
            if answer.snapshots.isEmpty, answer.snapshot != nil { answer.snapshots = moment.snapshots }
            return answer
        }
    }

    /// The one snapshot that a reference names.
    ///
    /// - Throws: ``QueryError``; `ambiguousSnapshot` for a moment of several clouds.
    public func snapshot(at reference: SnapshotReference) throws -> SnapshotInfo {
        try moment(at: reference) { moment in
            guard moment.snapshots.count < 2 else {
                throw QueryError.severalClouds(moment.snapshots.map(\.cloud), asking: reference.text)
            }
            return moment.snapshot
        }
    }

    /// Anything else that is read at one moment, such as names for completion.
    public func moment<Output>(
        at reference: SnapshotReference? = nil, beside others: [SnapshotReference] = [],
        _ body: (Moment) throws -> Output
    ) throws -> Output {
        try store.read { reader in
            if let cloud, try !reader.clouds().contains(cloud) {
                let known = try reader.clouds()
                throw QueryError(
                    .unknownCloud, "The database knows no cloud called \(cloud).",
                    remedy: known.isEmpty
                        ? "Run `tombo collect` first." : "It knows \(known.joined(separator: ", ")).")
            }
            let reference = reference ?? .latest
            let cloud = try cloud ?? Self.cloud(of: [reference] + others, reader, clock)
            let snapshot = try reference.resolve(reader, cloud: cloud, clock: clock)
            try reader.travel(to: snapshot, cloud: cloud)
            return try body(
                Moment(
                    reader: reader, snapshot: snapshot,
                    snapshots: cloud == nil ? try reader.latestOfEach(upTo: snapshot.seq) : [snapshot], cloud: cloud,
                    clock: clock))
        }
    }

    /// The cloud whose snapshot one of the references names; nil when they name only moments of all clouds.
    private static func cloud(
        of references: [SnapshotReference], _ reader: Reader, _ clock: LocalClock
    ) throws -> String? {
        guard try reader.clouds().count > 1 else { return nil }
        var named: (cloud: String, text: String)?
        for reference in references where reference.namesOneCloud {
            let cloud: String
            do {
                cloud = try reference.resolve(reader, cloud: nil, clock: clock).cloud
            } catch let error as QueryError where error.code == .ambiguousSnapshot {
                continue  // another one may say which cloud is meant
            }
            if let named, named.cloud != cloud {
                throw QueryError(
                    .ambiguousSnapshot,
                    "\(named.text) is a snapshot of \(named.cloud) and \(reference.text) one of \(cloud).",
                    remedy: "Compare two snapshots of one cloud.")
            }
            named = named ?? (cloud, reference.text)
        }
        return named?.cloud
    }
}

/// What a question sees: the data at one snapshot.
public struct Moment {
    public let reader: Reader
    /// Of several clouds' the newest.
    public let snapshot: SnapshotInfo
    /// Each cloud's own: what the moment shows of it. One where the moment is
    /// about one cloud.
    public let snapshots: [SnapshotInfo]
    /// The one cloud that the moment is about: asked for, or the snapshot's.
    public let cloud: String?
    public let clock: LocalClock

    /// The same moment, of one cloud only: for what is known to be that cloud's.
    func within(_ cloud: String) -> Moment {
        guard let own = snapshots.first(where: { $0.cloud == cloud }) else { return self }
        return Moment(reader: reader, snapshot: own, snapshots: [own], cloud: cloud, clock: clock)
    }

    /// What the moment shows of a cloud is of this snapshot.
    func snapshot(of cloud: String) -> SnapshotInfo { snapshots.first { $0.cloud == cloud } ?? snapshot }

    /// The kinds with a gap among those a question used.
    public func gaps(_ kinds: some Sequence<String>) throws -> [Gap] {
        try reader.gaps(seq: snapshot.seq, kinds: Set(kinds), cloud: cloud)
    }
}

/// One question about the clouds; one file each.
public protocol Question: Sendable {
    /// Other snapshots that it speaks of: where one names a cloud, the whole
    /// answer is about that cloud.
    var references: [SnapshotReference] { get }
    func answer(_ moment: Moment) throws -> Answer
}

extension Question {
    public var references: [SnapshotReference] { [] }
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
