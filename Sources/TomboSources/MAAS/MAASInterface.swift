import TomboRecords

/// An interface as it stands in a machine or a device.
struct MAASInterface: Decodable, Sendable {
    struct VLAN: Decodable, Sendable {
        var vid: Int64
        var fabric: String
    }

    struct Link: Decodable, Sendable {
        struct Subnet: Decodable, Sendable { var cidr: String }

        var mode: String?
        var address: String?
        /// Not there where only the link is up.
        var subnet: Subnet?

        private enum CodingKeys: String, CodingKey {
            case mode, subnet
            case address = "ip_address"
        }
    }

    var name: String
    var type: String
    var mac: String?
    var enabled: Bool?
    /// Null where nothing is plugged in.
    var vlan: VLAN?
    var links: [Link]?
    var parents: [String]?
    var mtu: Int64?
    var vendor: String?
    var product: String?

    private enum CodingKeys: String, CodingKey {
        case name, type, enabled, vlan, links, parents, vendor, product
        case mac = "mac_address"
        case mtu = "effective_mtu"
    }
}

extension MAAS {
    /// An interface of a machine: a card, a bond, a VLAN, a bridge such as br-ex.
    struct Interface: Record {
        let values: [Value]

        init(_ one: MAASInterface, of machine: MAASMachine) {
            let links = (one.links ?? []).map { link in
                Value.object([
                    .init("mode", .init(link.mode)), .init("ip_address", .init(link.address)),
                    .init("subnet", .init(link.subnet?.cidr)),
                ])
            }
            values = [
                // By name: commissioning makes new numbers for the same cards.
                .text("\(machine.systemID)/\(one.name)"), .text(machine.systemID), .text(one.name), .text(one.type),
                .init(one.mac?.lowercased()), .init(one.enabled), .init(one.vlan?.fabric), .init(one.vlan?.vid),
                machine.status == "Deployed" ? .list(links) : .null, .init(one.parents ?? []), .init(one.mtu),
                .init(maasText(one.vendor)), .init(maasText(one.product)),
            ]
        }

        static let spec = RecordSpec(
            kind: "maas_interface",
            summary: "A network interface of a machine, with bonds, VLANs and bridges.",
            key: ["id"], name: "name", aliases: ["interface", "nic"],
            brief: ["id", "type", "mac_address", "fabric", "vid", "addresses"],
            columns: [
                .init("id", .text, .configuration, "The machine's system_id and the interface's name."),
                .init("machine", .text, .configuration, references: "maas_machine", "Its machine."),
                .init("name", .text, .configuration, "Its name on the machine."),
                .init("type", .text, .configuration, "`physical`, `bond`, `bridge`, `vlan` or `alias`."),
                .init("mac_address", .text, .configuration, "Its MAC address, in lower case."),
                .init("enabled", .boolean, .configuration, "Whether it is switched on."),
                .init("fabric", .text, .configuration, "Fabric that it is plugged into; null for none."),
                .init("vid", .integer, .configuration, "Tag of its VLAN; 0 is untagged."),
                .init(
                    "addresses", .set, .configuration,
                    "Its links: mode, ip_address and subnet; null unless the machine is deployed."),
                .init("parents", .set, .configuration, "Interfaces that it is made of."),
                .init("mtu", .integer, .configuration, unit: "bytes", "Largest packet."),
                .init("vendor", .text, .configuration, "Who made the card."),
                .init("product", .text, .configuration, "What card it is."),
            ],
            examples: [
                .init(
                    "Which machines have a bridge br-ex?",
                    """
                    SELECT m.hostname, i.mac_address, i.parents FROM maas_interface i JOIN maas_machine m \
                    ON m.system_id = i.machine AND m.cloud = i.cloud WHERE i.name = 'br-ex' ORDER BY m.hostname
                    """)
            ])
    }
}

struct MAASInterfaces: Collector {
    func collect(from client: MAASClient) async throws(CollectError) -> Listing<MAAS.Interface> {
        try await client.machines().map { machines in
            machines.flatMap { machine in (machine.interfaces ?? []).map { MAAS.Interface($0, of: machine) } }
        }
    }
}
