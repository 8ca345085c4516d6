import TomboRecords

/// Where each service is, as the token says.
struct ServiceCatalog: Sendable, Decodable {
    struct Service: Sendable, Decodable {
        var type: String
        var endpoints: [Endpoint]
    }

    struct Endpoint: Sendable, Decodable {
        var interface: String
        var url: String
        var region: String?
        var regionID: String?

        enum CodingKeys: String, CodingKey {
            case interface, url, region
            case regionID = "region_id"
        }

        var regionName: String? { region ?? regionID }
    }

    var services: [Service]

    init(services: [Service]) { self.services = services }

    init(from decoder: any Decoder) throws { services = try [Service](from: decoder) }

    /// The address to put paths after.
    ///
    /// Chosen by type, interface and region together. Without a region a
    /// catalog with several is refused rather than guessed: servers of one
    /// region and capacity of another make no inventory.
    ///
    /// - Throws: ``CollectError`` that lists what the catalog does have.
    func base(
        of service: OpenStackService, interface: OpenStackConfiguration.Interface, region: String?
    ) throws(CollectError) -> String {
        let name = "`\(service.types[0])` (\(service.title))"
        let endpoints = services.filter { service.types.contains($0.type) }.flatMap(\.endpoints)
        guard !endpoints.isEmpty else {
            throw CollectError(
                .notFound, "The catalog has no endpoint of type \(name); it has \(Self.list(services.map(\.type))).",
                remedy: "Register \(service.title)'s endpoints in Keystone, or write "
                    + "`without: [\(service.title.lowercased())]` for this cloud into tombo.yaml.")
        }
        let reachable = endpoints.filter { $0.interface == interface.rawValue }
        guard !reachable.isEmpty else {
            throw CollectError(
                .misconfigured,
                "The catalog has no \(interface.rawValue) endpoint of type \(name); it has "
                    + "\(Self.list(endpoints.map(\.interface))).",
                remedy: "Set `interface` (OS_INTERFACE) to one of these.")
        }
        let regions = Set(reachable.compactMap(\.regionName))
        guard let region else {
            guard regions.count <= 1 else {
                throw CollectError(
                    .misconfigured, "The catalog has several regions for type \(name): \(Self.list(regions)).",
                    remedy: "Set `region_name` (OS_REGION_NAME) to one of these.")
            }
            return service.base(ofEndpoint: reachable[0].url)
        }
        guard let endpoint = reachable.first(where: { $0.region == region || $0.regionID == region }) else {
            let nearest = Nearest.name(to: region, among: regions.sorted()).map { "`\($0)`" } ?? "one of these"
            throw CollectError(
                .misconfigured,
                "The catalog has no endpoint of type \(name) in region `\(region)`; its regions are "
                    + "\(Self.list(regions)).",
                remedy: "Set `region_name` (OS_REGION_NAME) to \(nearest).")
        }
        return service.base(ofEndpoint: endpoint.url)
    }

    private static func list(_ words: some Sequence<String>) -> String {
        let words = Set(words).sorted().map { "`\($0)`" }
        return words.isEmpty ? "none" : words.joined(separator: ", ")
    }
}
