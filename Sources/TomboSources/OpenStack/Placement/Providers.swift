import TomboRecords

extension Placement {
    /// A provider as the list of them gives it.
    struct ProviderSummary: Decodable, Sendable {
        var uuid: String
        var name: String
        var parent: String?
        var root: String?

        enum CodingKeys: String, CodingKey {
            case uuid, name
            case parent = "parent_provider_uuid"
            case root = "root_provider_uuid"
        }
    }

    /// A provider with what was asked of it alone.
    struct Asked<Body: Sendable>: Sendable {
        var provider: ProviderSummary
        var body: Body
    }
}

extension OpenStackClient {
    /// All providers, asked once a round for the collectors that go through
    /// them. Placement gives them all at once.
    func resourceProviders() async throws(CollectError) -> Listing<Placement.ProviderSummary> {
        try await shared("resource_providers") { () async throws(CollectError) in
            try await list(
                Placement.ProviderSummary.self, of: Placement.ResourceProvider.spec.kind, from: .placement,
                "/resource_providers", under: "resource_providers")
        }
    }

    /// Asks each provider for one document, a few at a time.
    ///
    /// A provider that does not answer is left out and makes the listing
    /// partial; so does one that Placement no longer knows, because a proxy's
    /// 404 looks the same. After ``patience`` failures the rest is not asked:
    /// a service that is down must not cost a timeout for each host.
    ///
    /// - Throws: The first failure, when nothing came at all.
    func eachProvider<Body: Decodable & Sendable>(
        _ type: Body.Type, of kind: String, _ document: String
    ) async throws(CollectError) -> Listing<Placement.Asked<Body>> {
        let listing = try await resourceProviders()
        let providers = listing.records
        var bodies = [Body?](repeating: nil, count: providers.count)
        var failures: [(name: String, error: CollectError)] = []
        await withTaskGroup(of: (Int, Result<Body, CollectError>).self) { group in
            var next = 0
            func startNext() {
                guard next < providers.count, failures.count < Self.patience else { return }
                let index = next
                next += 1
                group.addTask {
                    (index, await result(of: type, kind, "/resource_providers/\(providers[index].uuid)/\(document)"))
                }
            }
            for _ in 0..<Self.providersAtOnce { startNext() }
            for await (index, result) in group {
                switch result {
                case .success(let body): bodies[index] = body
                case .failure(let error): failures.append((providers[index].name, error))
                }
                startNext()
            }
        }
        let asked = zip(providers, bodies).compactMap { provider, body in
            body.map { Placement.Asked(provider: provider, body: $0) }
        }
        if let first = failures.min(by: { $0.name < $1.name }) {
            if asked.isEmpty || first.error.code == .cancelled { throw first.error }
            let missing = providers.count - asked.count
            return Listing.partial(
                asked,
                reason: "\(missing) of \(providers.count) providers did not give their \(document), such as "
                    + "\(first.name): \(first.error.message)")
        }
        switch listing {
        case .complete: return .complete(asked)
        case .partial(_, let reason): return .partial(asked, reason: reason)
        }
    }

    private static var providersAtOnce: Int { 6 }
    private static var patience: Int { 4 }

    private func result<Body: Decodable & Sendable>(
        of type: Body.Type, _ kind: String, _ path: String
    ) async -> Result<Body, CollectError> {
        do throws(CollectError) {
            return .success(try await get(type, of: kind, from: .placement, path))
        } catch {
            return .failure(error)
        }
    }
}
