/// A snapshot as an answer names it.
public struct SnapshotInfo: Sendable, Hashable {
    public var seq: Int64
    public var cloud: String
    public var label: String?
    public var startedAt: Instant
    /// When the last source had answered; an answer says this as `taken_at`.
    public var finishedAt: Instant

    public init(seq: Int64, cloud: String, label: String?, startedAt: Instant, finishedAt: Instant) {
        self.seq = seq
        self.cloud = cloud
        self.label = label
        self.startedAt = startedAt
        self.finishedAt = finishedAt
    }
}

/// A kind of a source that a snapshot did not see whole.
public struct Gap: Sendable, Hashable {
    public var cloud: String
    public var source: String
    public var kind: String
    /// How the last attempt up to the snapshot ended: partial or failed; nil
    /// when there never was one.
    public var outcome: CollectionOutcome?
    /// ``CollectError/Code`` of a failure.
    public var code: String?
    /// One sentence that says why, without secrets.
    public var reason: String
    /// The last complete listing before, if there ever was one.
    public var lastComplete: SnapshotInfo?

    public init(
        cloud: String, source: String, kind: String, outcome: CollectionOutcome?, code: String?, reason: String,
        lastComplete: SnapshotInfo?
    ) {
        self.cloud = cloud
        self.source = source
        self.kind = kind
        self.outcome = outcome
        self.code = code
        self.reason = reason
        self.lastComplete = lastComplete
    }
}
