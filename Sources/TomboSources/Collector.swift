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
    /// The records as rows, worked out on every processor; records go as their rows come.
    consuming func rows() async throws(CollectError) -> Listing<RecordRow> {
        var rest: [Output]
        let reason: String?
        switch consume self {
        case .complete(let records): (rest, reason) = (records, nil)
        case .partial(let records, let why): (rest, reason) = (records, why)
        }
        let rows = try await Self.rows(of: &rest)
        return reason.map { .partial(rows, reason: $0) } ?? .complete(rows)
    }

    private static func rows(of records: inout [Output]) async throws(CollectError) -> [RecordRow] {
        let (count, size) = (records.count, 1000)
        let parts = await withTaskGroup(of: (Int, Result<[RecordRow], CollectError>).self) { group in
            while !records.isEmpty {
                let start = (records.count - 1) / size * size
                let part = Array(records[start...])
                records.removeSubrange(start...)
                group.addTask {
                    do throws(CollectError) {
                        return (start, .success(try part.map { record throws(CollectError) in try record.row() }))
                    } catch {
                        return (start, .failure(error))
                    }
                }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        var rows: [RecordRow] = []
        rows.reserveCapacity(count)
        for start in stride(from: 0, to: count, by: size) {
            if let part = parts[start] { rows += try part.get() }
        }
        return rows
    }
}
