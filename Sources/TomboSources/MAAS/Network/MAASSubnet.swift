import TomboRecords

extension MAAS {
    /// A range of addresses on a VLAN.
    struct Subnet: Record, Decodable {
        struct VLANReference: Decodable, Sendable { var id: Int }

        var id: Int
        var name: String
        var cidr: String
        var vlan: VLANReference?
        var gateway: String?
        var nameServers: [String]?
        var isManaged: Bool?
        var hasDiscovery: Bool?
        var space: String?
        var description: String?

        private enum CodingKeys: String, CodingKey {
            case id, name, cidr, vlan, space, description
            case gateway = "gateway_ip"
            case nameServers = "dns_servers"
            case isManaged = "managed"
            case hasDiscovery = "active_discovery"
        }

        var values: [Value] {
            [
                .init(id), .init(name), .init(cidr), .init(vlan?.id), .init(maasText(gateway)),
                .init(nameServers ?? []),
                .init(isManaged), .init(hasDiscovery), .init(maasSpace(space)), .init(maasText(description)),
            ]
        }

        static let spec = RecordSpec(
            kind: "maas_subnet",
            summary: "A subnet of MAAS.",
            key: ["id"], name: "name", aliases: ["maas-subnet"],
            brief: ["name", "cidr", "gateway_ip", "space", "managed"],
            columns: [
                .init("id", .integer, .configuration, "MAAS's number of it."),
                .init("name", .text, .configuration, "Its name; its range unless somebody named it."),
                .init("cidr", .text, .configuration, "Its range of addresses."),
                .init("vlan", .integer, .configuration, references: "maas_vlan", "VLAN that it is on."),
                .init("gateway_ip", .text, .configuration, "Its gateway."),
                .init("dns_servers", .json, .configuration, "Its name servers, the first first."),
                .init("managed", .boolean, .configuration, "Whether MAAS gives out its addresses."),
                .init("active_discovery", .boolean, .configuration, "Whether MAAS looks for what else is on it."),
                .init(
                    "space", .text, .configuration, references: .init("maas_space", column: "name"),
                    "Space that it is in; null for none."),
                .init("description", .text, .configuration, "What somebody wrote about it."),
            ],
            examples: [
                .init(
                    "Which subnets are there?",
                    "SELECT s.cidr, v.label, s.space, s.gateway_ip FROM maas_subnet s LEFT JOIN maas_vlan v ON v.id = s.vlan"
                )
            ])
    }
}

struct MAASSubnets: Collector {
    func collect(from client: MAASClient) async throws(CollectError) -> Listing<MAAS.Subnet> {
        try await client.definitions("subnets/", of: MAAS.Subnet.self)
    }
}
