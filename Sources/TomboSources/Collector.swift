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
            try await collector.collect(from: client).rows()
        }
    }
}

extension Listing where Output: Record {
    /// The records as rows; those of a long listing are worked out on every processor.
    func rows() async throws(CollectError) -> Listing<RecordRow> {
        let records = records
        let parts = stride(from: 0, to: records.count, by: 1000).map { records[$0..<min($0 + 1000, records.count)] }
        let worked = await withTaskGroup(of: (Int, Result<[RecordRow], CollectError>).self) { group in
            for (index, part) in parts.enumerated() {
                group.addTask {
                    do throws(CollectError) {
                        return (index, .success(try part.map { record throws(CollectError) in try record.row() }))
                    } catch {
                        return (index, .failure(error))
                    }
                }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        var rows: [RecordRow] = []
        rows.reserveCapacity(records.count)
        for index in parts.indices {
            if let part = worked[index] { rows += try part.get() }
        }
        switch self {
        case .complete: return .complete(rows)
        case .partial(_, let reason): return .partial(rows, reason: reason)
        }
    }
}
