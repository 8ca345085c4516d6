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
        var pages = PageDecoding<Item>(what: "\(service.title)'s listing of \(kind)")
        var reason: String?  // why it is not whole
        do throws(CollectError) {
            reason = try await fetch(service, path, query, key, kind, to: &pages)
        } catch {
            if pages.count == 0 || error.code == .cancelled { throw error }
            reason = "Page \(pages.count + 1) of \(kind) is missing: \(error.sentences)"
        }
        let (items, broken) = await pages.items()
        if let broken {
            if broken.page == 1 { throw broken.error }
            reason = "Page \(broken.page) of \(kind) is missing: \(broken.error.sentences)"
        }
        return reason.map { .partial(items, reason: $0) } ?? .complete(items)
    }

    /// Asks for one page after the other.
    ///
    /// - Returns: Why the listing is not whole; nil when it is.
    private func fetch<Item: Decodable & Sendable>(
        _ service: OpenStackService, _ path: String, _ query: [(String, String)], _ key: String, _ kind: String,
        to pages: inout PageDecoding<Item>
    ) async throws(CollectError) -> String? {
        var watch = ListingGuard()
        var marker: String?
        var hasRestarted = false
        while true {
            let next = marker.map { [("marker", $0)] } ?? []
            let mayBeGone = marker != nil && !hasRestarted
            guard let (document, bytes) = try await page(service, path, query + next, key, pages.what, mayBeGone) else {
                // The item that the page begins after is gone meanwhile.
                (hasRestarted, marker, watch) = (true, nil, ListingGuard())
                pages.restart()
                continue
            }
            let links: PageLinks = try AnswerDecoder.decode(document, what: pages.what)
            guard await pages.add(document) else { return nil }
            if links.isTruncated { return "\(service.title) cut the listing of \(kind) at its `list_limit`." }
            guard let next = links.marker else { return nil }
            if let reason = watch.reason(
                toStopAfter: links, bytes: bytes, limit: limits.listing, of: kind, service.title)
            {
                return reason
            }
            marker = next
        }
    }

    /// One page; nil when the service does not know the marker, and that `mayBeGone`.
    ///
    /// A function of its own, so that the body is gone before the next one comes.
    private func page(
        _ service: OpenStackService, _ path: String, _ query: [(String, String)], _ key: String, _ what: String,
        _ mayBeGone: Bool
    ) async throws(CollectError) -> (JSONDocument, bytes: Int)? {
        let answer = try await request(service, path, query: query)
        if mayBeGone, [400, 404].contains(answer.response.status) { return nil }
        guard answer.response.status == 200 else { throw answer.error }
        let body = answer.response.body
        return (try AnswerDecoder.document(body, what: what, listKey: key), body.count)
    }
}

extension OpenStackClient {
    /// Reads a listing that is paged by offset and says nothing of a next
    /// page, as Nova's server groups are: until a page brings nothing more.
    ///
    /// Each page begins with the last item of the one before. Where it does
    /// not, items went away meanwhile and the others moved up: one may have
    /// slipped between two pages, so that the listing is partial.
    ///
    /// Parameters, returns and throws as ``list(_:of:from:_:query:under:)``.
    func listByOffset<Item: Decodable & Sendable>(
        _ type: Item.Type, of kind: String, from service: OpenStackService, _ path: String,
        query: [(String, String)] = [], under key: String
    ) async throws(CollectError) -> Listing<Item> {
        let what = "\(service.title)'s listing of \(kind)"
        var items: [Item] = []
        var watch = ListingGuard()
        var last: String?
        while true {
            let offset = items.isEmpty ? [] : [("offset", String(items.count - 1))]
            do throws(CollectError) {
                let answer = try await request(service, path, query: query + offset)
                guard answer.response.status == 200 else { throw answer.error }
                let document = try AnswerDecoder.document(answer.response.body, what: what, listKey: key)
                let page: PageItems<Item> = try AnswerDecoder.decode(document, what: what)
                let links: PageLinks = try AnswerDecoder.decode(document, what: what)
                if !items.isEmpty, links.first != last || last == nil {
                    return .partial(items, reason: "\(kind) changed while \(service.title) listed it page by page.")
                }
                let more = page.items.dropFirst(items.isEmpty ? 0 : 1)
                if more.isEmpty { return .complete(items) }
                items += more
                last = links.last
                let bytes = answer.response.body.count
                if let reason = watch.reason(
                    toStopAfter: links, bytes: bytes, limit: limits.listing, of: kind, service.title)
                {
                    return .partial(items, reason: reason)
                }
            } catch {
                if items.isEmpty || error.code == .cancelled { throw error }
                return .partial(items, reason: "\(kind) after the first \(items.count) are missing: \(error.sentences)")
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
                reasons.append("A part of \(kind) is missing: \(error.sentences)")
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
        with(records.flatMap(transform))
    }

    /// Each record made into another or left out, and as complete as before.
    func compactMap<Mapped: Sendable>(_ transform: (Output) -> Mapped?) -> Listing<Mapped> {
        var mapped: [Mapped] = []
        mapped.reserveCapacity(records.count)
        for record in records {
            if let new = transform(record) { mapped.append(new) }
        }
        return with(mapped)
    }

    private func with<Mapped: Sendable>(_ records: [Mapped]) -> Listing<Mapped> {
        switch self {
        case .complete: return .complete(records)
        case .partial(_, let reason): return .partial(records, reason: reason)
        }
    }
}
