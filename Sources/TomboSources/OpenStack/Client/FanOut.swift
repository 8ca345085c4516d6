import TomboRecords

/// Something of a listing with what was asked of it alone.
struct Asked<Item: Sendable, Body: Sendable>: Sendable {
    var item: Item
    var body: Body
}

extension OpenStackClient {
    /// Asks one document of each item of a listing, a few at a time.
    ///
    /// An item that does not answer is left out and makes the listing
    /// partial; so does one that the service no longer knows, because a
    /// proxy's 404 looks the same. After ``patience`` failures the rest is not
    /// asked: a service that is down must not cost a timeout for each host.
    ///
    /// - Parameters:
    ///   - listing: What to go through; a partial one stays partial.
    ///   - noun: What a person calls an item: "provider".
    ///   - document: What is asked of each: "inventories".
    ///   - name: What an item is called in the reason.
    ///   - ask: One request or several for one item.
    /// - Returns: Each item that answered, with its answer.
    /// - Throws: The first failure, when nothing came at all.
    func each<Item: Sendable, Body: Sendable>(
        _ listing: Listing<Item>, _ noun: String, _ document: String, name: (Item) -> String,
        _ ask: @escaping @Sendable (Item) async throws(CollectError) -> Body
    ) async throws(CollectError) -> Listing<Asked<Item, Body>> {
        let items = listing.records
        var bodies = [Body?](repeating: nil, count: items.count)
        var failures: [(name: String, error: CollectError)] = []
        await withTaskGroup(of: (Int, Result<Body, CollectError>).self) { group in
            var next = 0
            func startNext() {
                guard next < items.count, failures.count < Self.patience else { return }
                let index = next
                next += 1
                group.addTask {
                    (index, await Self.result { () async throws(CollectError) in try await ask(items[index]) })
                }
            }
            for _ in 0..<Self.itemsAtOnce { startNext() }
            for await (index, result) in group {
                switch result {
                case .success(let body): bodies[index] = body
                case .failure(let error): failures.append((name(items[index]), error))
                }
                startNext()
            }
        }
        let asked = zip(items, bodies).compactMap { item, body in body.map { Asked(item: item, body: $0) } }
        if let first = failures.min(by: { $0.name < $1.name }) {
            if asked.isEmpty || first.error.code == .cancelled { throw first.error }
            return Listing.partial(
                asked,
                reason: "\(items.count - asked.count) of \(items.count) \(noun)s did not give their \(document), "
                    + "such as \(first.name): \(first.error.sentences)")
        }
        switch listing {
        case .complete: return .complete(asked)
        case .partial(_, let reason): return .partial(asked, reason: reason)
        }
    }

    private static var itemsAtOnce: Int { 6 }
    private static var patience: Int { 4 }

    private static func result<Body: Sendable>(
        _ ask: () async throws(CollectError) -> Body
    ) async -> Result<Body, CollectError> {
        do throws(CollectError) {
            return .success(try await ask())
        } catch {
            return .failure(error)
        }
    }
}
