/// What a collector saw, and whether absence from it means anything.
public enum Listing<Output: Sendable>: Sendable {
    /// The whole of its kind: what is not here is gone.
    case complete([Output])
    /// Some of it: what is not here was not looked at.
    case partial([Output], reason: String)
}

extension Listing {
    public var records: [Output] {
        switch self {
        case .complete(let records), .partial(let records, _): records
        }
    }

    public func map<Mapped: Sendable, Failure: Error>(
        _ transform: (Output) throws(Failure) -> Mapped
    ) throws(Failure) -> Listing<Mapped> {
        var mapped: [Mapped] = []
        mapped.reserveCapacity(records.count)
        for record in records { mapped.append(try transform(record)) }
        switch self {
        case .complete: return .complete(mapped)
        case .partial(_, let reason): return .partial(mapped, reason: reason)
        }
    }
}

/// How one collector's run in one round ended.
public enum CollectionOutcome: String, Sendable, CaseIterable {
    case complete, partial, failed
    /// Not asked this round: its resources are older, not missing.
    case skipped
}

/// What reading one kind cost.
public struct CollectionCost: Sendable, Hashable {
    public var requests: Int
    /// Bytes of answers, as received.
    public var bytes: Int
    public var durationMs: Int

    public init(requests: Int = 0, bytes: Int = 0, durationMs: Int = 0) {
        self.requests = requests
        self.bytes = bytes
        self.durationMs = durationMs
    }
}

/// One collector's part in a round.
public struct Collection: Sendable {
    /// What came of it, with the rows where there are any.
    public enum Result: Sendable {
        case complete([RecordRow])
        case partial([RecordRow], reason: String)
        case failed(CollectError)
        case skipped(reason: String)
    }

    /// The source's name in the configuration: `openstack`.
    public var source: String
    public var spec: RecordSpec
    public var result: Result
    public var cost: CollectionCost

    public init(source: String, spec: RecordSpec, result: Result, cost: CollectionCost = .init()) {
        self.source = source
        self.spec = spec
        self.result = result
        self.cost = cost
    }

    /// How the reason of a ``Result/skipped(reason:)`` begins that somebody wants: see ``leftOut(source:spec:by:)``.
    public static let leftOutMark = "left out by "

    /// A kind that the configuration leaves out: it was not asked, and as
    /// nobody misses it, it is no gap either.
    public static func leftOut(source: String, spec: RecordSpec, by setting: String) -> Collection {
        Collection(source: source, spec: spec, result: .skipped(reason: leftOutMark + setting))
    }

    public var outcome: CollectionOutcome {
        switch result {
        case .complete: .complete
        case .partial: .partial
        case .failed: .failed
        case .skipped: .skipped
        }
    }

    public var rows: [RecordRow] {
        switch result {
        case .complete(let rows), .partial(let rows, _): rows
        case .failed, .skipped: []
        }
    }
}

/// One round over the sources of one cloud: what a snapshot is made of.
public struct Round: Sendable {
    public var cloud: String
    public var label: String?
    public var startedAt: Instant
    public var finishedAt: Instant
    public var collections: [Collection]

    public init(
        cloud: String, label: String? = nil, startedAt: Instant, finishedAt: Instant, collections: [Collection]
    ) {
        self.cloud = cloud
        self.label = label
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.collections = collections
    }
}
