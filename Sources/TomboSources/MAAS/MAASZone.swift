import TomboRecords

extension MAAS {
    /// A zone of machines that fail together, which Juju takes for an availability zone.
    struct Zone: Record, Decodable {
        var id: Int
        var name: String
        var description: String?

        var values: [Value] { [.init(id), .init(name), .init(maasText(description))] }

        static let spec = RecordSpec(
            kind: "maas_zone",
            summary: "A zone of MAAS: machines that fail together, Juju's availability zone.",
            key: ["id"], name: "name", aliases: ["maas-zone"],
            brief: ["name", "description"],
            columns: [
                .init("id", .integer, .configuration, "MAAS's number of it."),
                .init("name", .text, .configuration, "Its name."),
                .init("description", .text, .configuration, "What somebody wrote about it."),
            ],
            examples: [
                .init(
                    "How many machines are in each zone?",
                    "SELECT zone, COUNT(*) AS machines FROM maas_machine GROUP BY zone ORDER BY zone")
            ])
    }
}

struct MAASZones: Collector {
    func collect(from client: MAASClient) async throws(CollectError) -> Listing<MAAS.Zone> {
        try await client.definitions("zones/", of: MAAS.Zone.self)
    }
}
