import TomboRecords

extension MAAS {
    /// A virtual network on a fabric.
    struct VLAN: Record, Decodable {
        var id: Int
        var vid: Int
        var name: String
        var fabric: String?
        var mtu: Int?
        var hasDHCP: Bool?
        var primaryRack: String?
        var secondaryRack: String?
        var space: String?

        private enum CodingKeys: String, CodingKey {
            case id, vid, name, fabric, mtu, space
            case hasDHCP = "dhcp_on"
            case primaryRack = "primary_rack"
            case secondaryRack = "secondary_rack"
        }

        var values: [Value] {
            [
                .init(id), .init(fabric.map { "\($0)/\(vid)" } ?? name), .init(vid), .init(name), .init(fabric),
                .init(mtu), .init(hasDHCP), .init(maasText(primaryRack)), .init(maasText(secondaryRack)),
                .init(maasSpace(space)),
            ]
        }

        static let spec = RecordSpec(
            kind: "maas_vlan",
            summary: "A VLAN of MAAS.",
            key: ["id"], name: "label", aliases: ["vlan"],
            brief: ["label", "name", "space", "mtu", "dhcp_on"],
            columns: [
                .init("id", .integer, .configuration, "MAAS's number of it."),
                .init("label", .text, .configuration, "Its fabric and its number there: `fabric-0/2701`."),
                .init("vid", .integer, .configuration, "Number on the wire; 0 is untagged."),
                .init("name", .text, .configuration, "Its name."),
                .init(
                    "fabric", .text, .configuration, references: .init("maas_fabric", column: "name"),
                    "Fabric that it is on."),
                .init("mtu", .integer, .configuration, unit: "B", "Largest packet."),
                .init("dhcp_on", .boolean, .configuration, "Whether MAAS gives addresses on it."),
                .init(
                    "primary_rack", .text, .configuration, references: "maas_controller",
                    "Controller that gives the addresses."),
                .init(
                    "secondary_rack", .text, .configuration, references: "maas_controller",
                    "Controller that gives them when the first does not."),
                .init(
                    "space", .text, .configuration, references: .init("maas_space", column: "name"),
                    "Space that it is in; null for none."),
            ],
            examples: [
                .init(
                    "On which VLANs does MAAS give addresses?",
                    "SELECT label, name FROM maas_vlan WHERE dhcp_on ORDER BY label")
            ])
    }
}

/// Nil for MAAS's word for no space.
func maasSpace(_ name: String?) -> String? { name == "undefined" ? nil : maasText(name) }

/// VLANs stand in their fabrics: one document for both kinds.
struct MAASVLANs: Collector {
    func collect(from client: MAASClient) async throws(CollectError) -> Listing<MAAS.VLAN> {
        let fabrics = try await client.definitions("fabrics/", of: MAAS.Fabric.Document.self)
        let vlans = fabrics.records.flatMap(\.vlans)
        if case .partial(_, let reason) = fabrics { return .partial(vlans, reason: reason) }
        return .complete(vlans)
    }
}
