import TomboRecords

extension MAAS {
    /// Switches that are joined, on which a VLAN's number means one thing.
    struct Fabric: Record {
        struct Document: Decodable, Sendable {
            var id: Int
            var name: String
            var classType: String?
            var vlans: [VLAN]

            private enum CodingKeys: String, CodingKey {
                case id, name, vlans
                case classType = "class_type"
            }
        }

        var document: Document

        var values: [Value] {
            [
                .init(document.id), .init(document.name), .init(maasText(document.classType)),
                .init(document.vlans.count),
            ]
        }

        static let spec = RecordSpec(
            kind: "maas_fabric",
            summary: "A fabric of MAAS: switches that are joined, on which a VLAN's number means one thing.",
            key: ["id"], name: "name", aliases: ["fabric"],
            brief: ["name", "vlans", "class_type"],
            columns: [
                .init("id", .integer, .configuration, "MAAS's number of it."),
                .init("name", .text, .configuration, "Its name."),
                .init("class_type", .text, .configuration, "What somebody says that it is, such as `10g`."),
                .init("vlans", .integer, .configuration, unit: "count", "VLANs in it."),
            ],
            examples: [
                .init(
                    "Which VLANs are in which fabric?",
                    "SELECT fabric, vid, name, space FROM maas_vlan ORDER BY fabric, vid")
            ])
    }
}

struct MAASFabrics: Collector {
    func collect(from client: MAASClient) async throws(CollectError) -> Listing<MAAS.Fabric> {
        try await client.definitions("fabrics/", of: MAAS.Fabric.Document.self).map { $0.map(MAAS.Fabric.init) }
    }
}
