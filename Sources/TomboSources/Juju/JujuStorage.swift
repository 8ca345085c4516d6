import TomboRecords

extension Juju {
    /// Storage that Juju gave to a unit.
    struct Storage: JujuRecord {
        let values: [Value]

        static func records(in status: JujuStatus, faults: inout [String]) -> [Storage] {
            status.told(status.document["storage"]["storage"], "storage", faults: &faults).map { name, value in
                let word = JujuWord(value["status"])
                let attached = JujuStatus.members(value["attachments"]["units"])
                return Storage(values: [
                    .text(status.key(name)), .text(status.model), .text(name), .init(value["kind"].telling),
                    .init(word.current), .init(word.message), value["persistent"],
                    .list(attached.map { .text(status.key($0.name)) }),
                    .init(attached.count == 1 ? attached[0].value["location"].telling : nil),
                    .init(value["life"].telling),
                ])
            }
        }

        static let spec = RecordSpec(
            kind: "juju_storage",
            summary: "Storage of a Juju model, attached to units.",
            key: ["id"], name: "name", aliases: ["juju-storage"],
            brief: ["name", "storage_kind", "status", "units", "location"],
            columns: [
                .init("id", .text, .configuration, "The model's name and the storage's."),
                .init("model", .text, .configuration, references: .init("juju_model", column: "name"), "Its model."),
                .init("name", .text, .configuration, "Such as `osd-devices/0`."),
                .init("storage_kind", .text, .configuration, "`block` or `filesystem`."),
                .init("status", .text, .status, "`attached`, `pending`, `detached`."),
                .init("message", .text, .status, "What Juju says to that."),
                .init("persistent", .boolean, .configuration, "Whether it outlives its unit."),
                .init("units", .set, .configuration, references: "juju_unit", "Units that it is attached to."),
                .init("location", .text, .configuration, "Where the unit finds it, such as `/dev/sdb`."),
                .init("life", .text, .status, "`alive`, `dying` or `dead`."),
            ],
            examples: [
                .init("Which storage has which unit?", "SELECT name, units, location FROM juju_storage ORDER BY name")
            ])
    }
}
