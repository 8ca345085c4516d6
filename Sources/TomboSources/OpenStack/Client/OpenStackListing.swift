import TomboRecords

extension OpenStackClient {
    /// Reads a listing to its end.
    ///
    /// Nova clips a page at its own limit without being asked for one, so
    /// that the link to the next page is followed whenever it is there. There
    /// is no snapshot over pages: an item may come twice, and the runner
    /// judges what that means.
    ///
    /// - Parameters:
    ///   - type: What an item is decoded as.
    ///   - kind: What an error calls the items.
    ///   - service: Who is asked.
    ///   - path: Below the service's endpoint.
    ///   - query: Without `marker`.
    ///   - key: Where the answer has its items.
    /// - Returns: A partial listing when a page after the first fails.
    /// - Throws: What the first page failed with.
    func list<Item: Decodable & Sendable>(
        _ type: Item.Type, of kind: String, from service: OpenStackService, _ path: String,
        query: [(String, String)] = [], under key: String
    ) async throws(CollectError) -> Listing<Item> {
        var items: [Item] = []
        var markers: Set<String> = []
        var marker: String?
        var hasRestarted = false
        while true {
            let page: Page<Item>
            do throws(CollectError) {
                let next = marker.map { [("marker", $0)] } ?? []
                let answer = try await request(service, path, query: query + next)
                if marker != nil, !hasRestarted, [400, 404].contains(answer.response.status) {
                    // The item that the page begins after is gone meanwhile.
                    (hasRestarted, marker, markers, items) = (true, nil, [], [])
                    continue
                }
                guard answer.response.status == 200 else { throw answer.error }
                page = try AnswerDecoder.decode(
                    answer.response.body, what: "\(service.title)'s listing of \(kind)", listKey: key)
            } catch {
                if marker == nil && items.isEmpty || error.code == .cancelled { throw error }
                return .partial(items, reason: "Page \(markers.count + 1) of \(kind) is missing: \(error.message)")
            }
            items += page.items
            if page.isTruncated {
                return .partial(items, reason: "\(service.title) cut the listing of \(kind) at its `list_limit`.")
            }
            guard let next = page.marker else { return .complete(items) }
            guard markers.insert(next).inserted else {
                return .partial(items, reason: "\(service.title) goes round in circles: page \(next) came twice.")
            }
            marker = next
        }
    }
}

extension OpenStackClient {
    /// Reads a listing that is paged by offset and says nothing of a next
    /// page, as Nova's server groups are: until a page is empty.
    ///
    /// Parameters, returns and throws as ``list(_:of:from:_:query:under:)``.
    func listByOffset<Item: Decodable & Sendable>(
        _ type: Item.Type, of kind: String, from service: OpenStackService, _ path: String,
        query: [(String, String)] = [], under key: String
    ) async throws(CollectError) -> Listing<Item> {
        var items: [Item] = []
        while true {
            let offset = items.isEmpty ? [] : [("offset", String(items.count))]
            do throws(CollectError) {
                let answer = try await request(service, path, query: query + offset)
                guard answer.response.status == 200 else { throw answer.error }
                let page: Page<Item> = try AnswerDecoder.decode(
                    answer.response.body, what: "\(service.title)'s listing of \(kind)", listKey: key)
                if page.items.isEmpty { return .complete(items) }
                items += page.items
            } catch {
                if items.isEmpty || error.code == .cancelled { throw error }
                return .partial(items, reason: "\(kind) after the first \(items.count) are missing: \(error.message)")
            }
        }
    }
}

extension OpenStackClient {
    /// Reads a listing that has to be asked for in several parts.
    ///
    /// - Returns: The parts together, partial when one of them is or fails.
    /// - Throws: The first failure, when nothing came at all.
    func listInParts<Part: Sendable, Item: Sendable>(
        _ parts: [Part], of kind: String, _ list: (Part) async throws(CollectError) -> Listing<Item>
    ) async throws(CollectError) -> Listing<Item> {
        var items: [Item] = []
        var reasons: [String] = []
        for part in parts {
            do throws(CollectError) {
                let listing = try await list(part)
                items += listing.records
                if case .partial(_, let reason) = listing { reasons.append(reason) }
            } catch {
                if items.isEmpty || error.code == .cancelled { throw error }
                reasons.append("A part of \(kind) is missing: \(error.message)")
            }
        }
        return reasons.isEmpty ? .complete(items) : .partial(items, reason: reasons.joined(separator: " "))
    }
}

extension Listing {
    /// Why it is partial; nil when it is complete.
    var reason: String? {
        if case .partial(_, let reason) = self { return reason }
        return nil
    }

    /// This listing, partial for `reason` as well when there is one.
    func weakened(by reason: String?) -> Listing {
        guard let reason else { return self }
        switch self {
        case .complete(let records): return .partial(records, reason: reason)
        case .partial(let records, let first): return .partial(records, reason: "\(first) \(reason)")
        }
    }

    /// Each record made into any number of others, and as complete as before.
    func flatMap<Mapped: Sendable>(_ transform: (Output) -> [Mapped]) -> Listing<Mapped> {
        let mapped = records.flatMap(transform)
        switch self {
        case .complete: return .complete(mapped)
        case .partial(_, let reason): return .partial(mapped, reason: reason)
        }
    }
}
