import TomboRecords

extension FullStatus {
    func application(_ name: String, _ wire: Value) -> Value {
        if let failure = Self.failure(wire) { return failure }
        var fields = JujuFields()
        let charm = JujuCharmURL(wire["charm"].text ?? "")
        fields.put("charm", .text(charm.alias))
        fields.put("base", Self.base(wire["base"]))
        fields.put("series", wire["series"])
        fields.put("charm-origin", .text(charm.origin))
        fields.put("charm-name", .text(charm.name))
        fields.put("charm-rev", charm.revision.map(Value.integer) ?? wire["charm-rev"])
        for key in ["charm-channel", "charm-version", "charm-profile", "can-upgrade-to"] { fields.put(key, wire[key]) }
        // Of Kubernetes only: elsewhere units are counted.
        if let scale = wire["int"].integer, scale > 0 { fields.put("scale", .integer(scale)) }
        fields.put("provider-id", wire["provider-id"])
        fields.put("address", wire["public-address"])
        fields.put("exposed", wire["exposed"], always: true)
        fields.put("life", wire["life"])
        fields.put("application-status", Self.status(wire["status"]))
        fields.put("relations", wire["relations"].mapped { relations(of: name, $0, $1) })
        fields.put("subordinate-to", wire["subordinate-to"])
        fields.put("units", wire["units"].mapped { unit($1, of: name) })
        fields.put("version", wire["workload-version"])
        fields.put("endpoint-bindings", wire["endpoint-bindings"])
        return fields.object
    }

    /// Each other application with interface and scope; one of another model,
    /// whose relation may not be listed, by its name alone.
    private func relations(of application: String, _ endpoint: String, _ names: Value) -> Value {
        let related = related(application, endpoint)
        return .list(
            names.elements.map { name in
                let relation = related.first { relation in
                    let ends = relation["endpoints"].elements
                    return ends.count == 1 && name.text == application
                        || ends.contains { $0["application"] == name && name.text != application }
                }
                guard let relation else { return name }
                var fields = JujuFields()
                fields.put("related-application", name)
                for key in ["interface", "scope"] { fields.put(key, relation[key]) }
                return fields.object
            })
    }

    private func unit(_ wire: Value, of application: String, isSubordinate: Bool = false) -> Value {
        if let failure = Self.failure(wire["agent-status"]) ?? Self.failure(wire["workload-status"]) { return failure }
        var fields = JujuFields()
        fields.put("workload-status", workload(wire["workload-status"], of: application))
        fields.put("juju-status", Self.status(wire["agent-status"]))
        if wire["leader"] == .bool(true) { fields.put("leader", true) }
        fields.put("upgrading-from", wire["charm"])
        // A subordinate is where its principal is, and the controller says "".
        fields.put("machine", wire["machine"])
        fields.put("open-ports", wire["opened-ports"])
        for key in ["public-address", "address", "provider-id"] { fields.put(key, wire[key]) }
        fields.put(
            "subordinates",
            wire["subordinates"].mapped { unit($1, of: $0.split(separator: "/").first.map(String.init) ?? $0) })
        return fields.object
    }

    /// A failed hook names a relation by its number; the command adds the other end.
    private func workload(_ wire: Value, of application: String) -> Value {
        var wire = wire
        if wire["status"] == "error", let message = wire["info"].text,
            let relation = relation(wire["data"]["relation-id"]),
            let other = relation["endpoints"].elements.first(where: { $0["application"].text != application }),
            let name = other["application"].text, let endpoint = other["name"].text
        {
            wire = wire.replacing("info", by: .text("\(message) for \(name):\(endpoint)"))
        }
        return Self.status(wire)
    }

    func remoteApplication(_ wire: Value) -> Value {
        if let failure = Self.failure(wire) { return failure }
        var fields = JujuFields()
        fields.put("url", wire["offer-url"])
        fields.put("endpoints", Self.endpoints(wire["endpoints"]))
        fields.put("life", wire["life"])
        fields.put("application-status", Self.status(wire["status"]))
        fields.put("relations", wire["relations"])
        return fields.object
    }

    func offer(_ wire: Value) -> Value {
        if let failure = Self.failure(wire) { return failure }
        var fields = JujuFields()
        fields.put("application", wire["application-name"])
        fields.put("charm", wire["charm"])
        for key in ["total-connected-count", "active-connected-count"] where wire[key] != 0 {
            fields.put(key, wire[key])
        }
        fields.put("endpoints", Self.endpoints(wire["endpoints"]))
        return fields.object
    }

    /// Of a remote application they are a list with names, of an offer an object.
    private static func endpoints(_ wire: Value) -> Value {
        func endpoint(_ wire: Value) -> Value {
            var fields = JujuFields()
            for key in ["interface", "role"] { fields.put(key, wire[key]) }
            return fields.object
        }
        if case .object = wire { return wire.mapped { endpoint($1) } }
        return .object(
            wire.elements.compactMap { element in element["name"].text.map { .init($0, endpoint(element)) } })
    }
}
