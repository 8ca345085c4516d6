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

    /// Asks each provider for one document; see ``each(_:_:_:name:_:)``.
    func eachProvider<Body: Decodable & Sendable>(
        _ type: Body.Type, of kind: String, _ document: String
    ) async throws(CollectError) -> Listing<Asked<Placement.ProviderSummary, Body>> {
        try await each(try await resourceProviders(), "provider", document, name: \.name) {
            provider async throws(CollectError) in
            try await get(type, of: kind, from: .placement, "/resource_providers/\(provider.uuid)/\(document)")
        }
    }
}
