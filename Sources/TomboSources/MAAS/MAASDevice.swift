import TomboRecords

extension MAAS {
    /// Something with an address that MAAS does not deploy: mostly one of Juju's containers.
    struct Device: Record {
        struct Document: Decodable, Sendable {
            var systemID: String
            var hostname: String
            var fqdn: String
            var parent: String?
            var owner: String?
            var addresses: [String]?
            var interfaces: [MAASInterface]?

            private enum CodingKeys: String, CodingKey {
                case hostname, fqdn, parent, owner
                case systemID = "system_id"
                case addresses = "ip_addresses"
                case interfaces = "interface_set"
            }
        }

        let values: [Value]

        init(_ device: Document) {
            values = [
                .text(device.systemID), .text(device.hostname), .text(device.fqdn), .init(device.parent),
                .init(maasText(device.owner)), .init(device.addresses ?? []),
                .init((device.interfaces ?? []).compactMap { $0.mac?.lowercased() }.sorted()),
            ]
        }

        static let spec = RecordSpec(
            kind: "maas_device",
            summary: "A device with addresses of MAAS; each of Juju's containers is one.",
            key: ["system_id"], name: "hostname", aliases: ["device"],
            brief: ["hostname", "parent", "ip_addresses", "owner"],
            columns: [
                .init("system_id", .text, .configuration, "MAAS's identity of it."),
                .init("hostname", .text, .configuration, "Its short name."),
                .init("fqdn", .text, .configuration, "Its name with the domain."),
                .init("parent", .text, .configuration, references: "maas_machine", "Machine that it is on."),
                .init("owner", .text, .configuration, "User who has it."),
                .init("ip_addresses", .set, .configuration, "Its addresses."),
                .init("mac_addresses", .set, .configuration, "Its MAC addresses."),
            ],
            examples: [
                .init(
                    "Which containers are on which machine?",
                    """
                    SELECT m.hostname AS machine, d.hostname FROM maas_device d JOIN maas_machine m \
                    ON m.system_id = d.parent AND m.cloud = d.cloud ORDER BY machine, d.hostname
                    """)
            ])
    }
}

struct MAASDevices: Collector {
    func collect(from client: MAASClient) async throws(CollectError) -> Listing<MAAS.Device> {
        try await client.list("devices/", of: MAAS.Device.Document.self).map { $0.map(MAAS.Device.init) }
    }
}
