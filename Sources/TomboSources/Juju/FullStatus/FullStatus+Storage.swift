import TomboRecords

extension FullStatus {
    /// Only what was asked for with `include-storage`, which Juju has since 3.3.
    var storage: Value {
        var fields = JujuFields()
        let instances = answer["storage"].elements.compactMap { wire in
            wire["storage-tag"].text.map { Value.Field(JujuTag.name($0), Self.instance(wire)) }
        }
        fields.put("storage", .object(instances))
        fields.put("filesystems", volumes("filesystems", tag: "filesystem-tag", attachments: "machine-attachments"))
        fields.put("volumes", volumes("volumes", tag: "volume-tag", attachments: "machine-attachments"))
        return fields.object
    }

    private static func instance(_ wire: Value) -> Value {
        var fields = JujuFields()
        fields.put("kind", wire["kind"] == 1 ? "block" : wire["kind"] == 2 ? "filesystem" : .null)
        fields.put("life", wire["life"])
        fields.put("status", status(wire["status"]))
        fields.put("persistent", wire["persistent"], always: true)
        let units = wire["attachments"].fields.map { tag, attachment in
            var fields = JujuFields()
            fields.put("machine", Value(attachment["machine-tag"].text.map { JujuTag.name($0) }))
            for key in ["location", "life"] { fields.put(key, attachment[key]) }
            return Value.Field(JujuTag.name(tag), fields.object)
        }
        if !units.isEmpty { fields.put("attachments", .object([.init("units", .object(units))])) }
        return fields.object
    }

    private func volumes(_ key: String, tag: String, attachments: String) -> Value {
        .object(
            answer[key].elements.compactMap { wire in
                guard let name = wire[tag].text else { return nil }
                var fields = JujuFields()
                let info = wire["info"]
                for key in ["provider-id", "hardware-id", "pool", "size", "persistent"] { fields.put(key, info[key]) }
                fields.put("storage", Value(wire["storage"]["storage-tag"].text.map { JujuTag.name($0) }))
                fields.put("life", wire["life"])
                fields.put("status", Self.status(wire["status"]))
                let machines = wire[attachments].fields.map { tag, attachment in
                    Value.Field(JujuTag.name(tag), attachment)
                }
                if !machines.isEmpty { fields.put("attachments", .object([.init("machines", .object(machines))])) }
                return .init(JujuTag.name(name), fields.object)
            })
    }
}
