import TomboRecords

/// A disk as it stands in a machine.
struct MAASDisk: Decodable, Sendable {
    var name: String
    var type: String?
    var size: Int64?
    var model: String?
    var serial: String?
    var idPath: String?
    var tags: [String]?
    var usedFor: String?

    private enum CodingKeys: String, CodingKey {
        case name, type, size, model, serial, tags
        case idPath = "id_path"
        case usedFor = "used_for"
    }
}

extension MAAS {
    struct BlockDevice: Record {
        let values: [Value]

        init(_ disk: MAASDisk, of machine: MAASMachine) {
            values = [
                // By name: commissioning makes new numbers for the same disks.
                .text("\(machine.systemID)/\(disk.name)"), .text(machine.systemID), .text(disk.name), .init(disk.type),
                .init(disk.size), .init(maasText(disk.model)), .init(maasText(disk.serial)),
                .init(maasText(disk.idPath)),
                .init(disk.tags ?? []), .init(maasText(disk.usedFor)),
            ]
        }

        static let spec = RecordSpec(
            kind: "maas_block_device",
            summary: "A disk of a machine; those of Ceph's OSDs look unused to MAAS.",
            key: ["id"], name: "name", aliases: ["block-device", "disk"],
            brief: ["id", "size_bytes", "model", "serial", "used_for"],
            columns: [
                .init("id", .text, .configuration, "The machine's system_id and the disk's name."),
                .init("machine", .text, .configuration, references: "maas_machine", "Its machine."),
                .init("name", .text, .configuration, "Its name on the machine."),
                .init("type", .text, .configuration, "`physical` or `virtual`."),
                .init("size_bytes", .integer, .configuration, unit: "bytes", "Its size."),
                .init("model", .text, .configuration, "What it is."),
                .init("serial", .text, .configuration, "Its serial number, by which Ceph knows it too."),
                .init("id_path", .text, .configuration, "Its path by identity."),
                .init("tags", .set, .configuration, "Such as `ssd` or `rotary`."),
                .init("used_for", .text, .status, "What MAAS made of it."),
            ],
            examples: [
                .init(
                    "Which disks does MAAS not use?",
                    "SELECT id, size_bytes, model FROM maas_block_device WHERE used_for = 'Unused' ORDER BY id")
            ])
    }
}

struct MAASBlockDevices: Collector {
    func collect(from client: MAASClient) async throws(CollectError) -> Listing<MAAS.BlockDevice> {
        try await client.machines().map { machines in
            machines.flatMap { machine in (machine.disks ?? []).map { MAAS.BlockDevice($0, of: machine) } }
        }
    }
}
