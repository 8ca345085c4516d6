import TomboRecords

extension MAAS {
    /// Subnets that may reach each other, which Juju binds endpoints to.
    struct Space: Record {
        struct Document: Decodable, Sendable {
            struct Subnet: Decodable, Sendable { var cidr: String }

            var id: Int
            var name: String
            var description: String?
            var subnets: [Subnet]
        }

        var document: Document

        var values: [Value] {
            [
                .init(document.id), .init(document.name), .init(document.subnets.map(\.cidr).sorted()),
                .init(maasText(document.description)),
            ]
        }

        static let spec = RecordSpec(
            kind: "maas_space",
            summary: "A space of MAAS: subnets that may reach each other, to which Juju binds endpoints.",
            key: ["id"], name: "name", aliases: ["space"],
            brief: ["name", "subnets"],
            columns: [
                .init("id", .integer, .configuration, "MAAS's number of it."),
                .init("name", .text, .configuration, "Its name."),
                .init("subnets", .set, .configuration, "Ranges of its subnets."),
                .init("description", .text, .configuration, "What somebody wrote about it."),
            ],
            examples: [.init("Which subnets are in which space?", "SELECT name, subnets FROM maas_space ORDER BY name")]
        )
    }
}

struct MAASSpaces: Collector {
    func collect(from client: MAASClient) async throws(CollectError) -> Listing<MAAS.Space> {
        // Among them stands one of no number for what is in no space.
        let listing = try await client.definitions("spaces/", of: MAAS.Space.Document.self)
        let spaces = listing.records.filter { $0.id >= 0 }.map(MAAS.Space.init)
        if case .partial(_, let reason) = listing { return .partial(spaces, reason: reason) }
        return .complete(spaces)
    }
}
