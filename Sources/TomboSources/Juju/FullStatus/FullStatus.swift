import TomboRecords

/// The answer of `Client.FullStatus`, which `juju status` prints in other words.
///
/// The controller says `agent-status` and `info` where the command says
/// `juju-status` and `message`, lists relations beside the applications and
/// not inside, and writes every empty field out. Here its answer becomes the
/// document of `juju status --format json --utc`, so that one decoder reads
/// what comes over either way. The mapping is that of Juju's own
/// `cmd/juju/status/formatter.go`.
struct FullStatus {
    /// As the `juju` command calls it; the answer does not say.
    let controller: String
    let answer: Value
    /// `relations[]` by number, for errors of hooks that name one.
    private let relations: [Value]

    init(_ answer: Value, controller: String) {
        self.answer = answer
        self.controller = controller
        relations = answer["relations"].elements
    }

    /// The document; keys that the command leaves out when they are empty are left out.
    var document: Value {
        var fields = JujuFields()
        fields.put("model", model)
        fields.put("machines", answer["machines"].mapped { machine($1) }, always: true)
        fields.put("applications", answer["applications"].mapped { application($0, $1) }, always: true)
        fields.put("application-endpoints", answer["remote-applications"].mapped { remoteApplication($1) })
        fields.put("offers", answer["offers"].mapped { offer($1) })
        if case .list = answer["storage"] { fields.put("storage", storage, always: true) }
        let clock = answer["controller-timestamp"].text.flatMap { JujuTime.utc($0) }?.split(separator: " ").last
        fields.put("controller", .object([.init("timestamp", Value(clock.map(String.init)))]))
        return fields.object
    }

    private var model: Value {
        let model = answer["model"]
        var fields = JujuFields()
        for key in ["name", "type"] { fields.put(key, model[key]) }
        fields.put("controller", .text(controller))
        fields.put("cloud", Value(model["cloud-tag"].text.map { JujuTag.name($0) }))
        for key in ["region", "version"] { fields.put(key, model[key]) }
        fields.put("upgrade-available", model["available-version"])
        fields.put("model-status", Self.status(model["model-status"]))
        fields.put("sla", model["sla"])
        return fields.object
    }

    /// What the command prints of a status: only what there is.
    static func status(_ wire: Value) -> Value {
        var fields = JujuFields()
        fields.put("current", wire["status"])
        fields.put("message", wire["info"])
        fields.put("since", Value(wire["since"].text.flatMap { JujuTime.utc($0) }))
        for key in ["version", "life"] { fields.put(key, wire[key]) }
        return fields.object
    }

    /// In place of anything that the controller could not read.
    static func failure(_ wire: Value) -> Value? {
        let error = wire["err"]
        if error.isNull { return nil }
        return .object([.init("status-error", .text(error["message"].text ?? error["Message"].text ?? "unknown error"))]
        )
    }

    /// `22.04/stable` is printed as `22.04`. Juju 2.9 has a series instead.
    static func base(_ wire: Value) -> Value {
        var fields = JujuFields()
        fields.put("name", wire["name"])
        let channel = wire["channel"].text.map { $0.hasSuffix("/stable") ? String($0.dropLast(7)) : $0 }
        fields.put("channel", Value(channel))
        return fields.object
    }

    private func machine(_ wire: Value) -> Value {
        if let failure = Self.failure(wire["agent-status"]) ?? Self.failure(wire) { return failure }
        var fields = JujuFields()
        fields.put("juju-status", Self.status(wire["agent-status"]))
        for key in ["hostname", "dns-name", "ip-addresses", "instance-id", "display-name"] {
            fields.put(key, wire[key])
        }
        fields.put("machine-status", Self.status(wire["instance-status"]))
        fields.put("modification-status", Self.status(wire["modification-status"]))
        fields.put("base", Self.base(wire["base"]))
        fields.put("series", wire["series"])
        fields.put("network-interfaces", wire["network-interfaces"])
        fields.put("containers", wire["containers"].mapped { machine($1) })
        for key in ["constraints", "hardware"] { fields.put(key, wire[key]) }
        if wire["jobs"].elements.contains("JobManageModel") {
            fields.put("controller-member-status", .text(Self.vote(wire)))
        }
        if wire["primary-controller-machine"] == .bool(true) { fields.put("ha-primary", true) }
        fields.put("lxd-profiles", wire["lxd-profiles"])
        return fields.object
    }

    private static func vote(_ wire: Value) -> String {
        switch (wire["has-vote"] == .bool(true), wire["wants-vote"] == .bool(true)) {
        case (true, true): "has-vote"
        case (false, true): "adding-vote"
        case (true, false): "removing-vote"
        case (false, false): "no-vote"
        }
    }

    /// The relation that a status blames.
    func relation(_ number: Value) -> Value? {
        if number.isNull { return nil }
        return relations.first { $0["id"] == number }
    }

    /// The relations of an endpoint: who is at the other end, each once.
    func related(_ application: String, _ endpoint: String) -> [Value] {
        relations.filter { relation in
            relation["endpoints"].elements.contains {
                $0["application"].text == application && $0["name"].text == endpoint
            }
        }
    }
}
