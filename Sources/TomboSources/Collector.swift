public import TomboRecords

/// Reads one kind of resource from one source.
///
/// A collector fetches and decodes; it does not store, retry, time itself or
/// log its own failure. ``CollectorRunner`` does those for every collector
/// alike.
public protocol Collector: Sendable {
    associatedtype Client: Sendable
    associatedtype Output: Record

    /// Fetches every `Output` the source has now.
    ///
    /// Returns ``Listing/partial(_:reason:)`` when some of the answer is
    /// missing (a page timed out, a right is lacking): the store then updates
    /// what was seen and leaves the rest as it stood. Only a
    /// ``Listing/complete(_:)`` listing can say that a resource is gone.
    func collect(from client: Client) async throws(CollectError) -> Listing<Output>
}

/// A collector without its record type: one line of a source's catalog.
public struct CollectorEntry<Client: Sendable>: Sendable {
    public let spec: RecordSpec
    public let collect: @Sendable (Client) async throws(CollectError) -> Listing<RecordRow>

    public init<C: Collector>(_ collector: C) where C.Client == Client {
        spec = C.Output.spec
        collect = { client async throws(CollectError) in
            let listing = try await collector.collect(from: client)
            return try listing.map { record throws(CollectError) in try record.row() }
        }
    }
}
