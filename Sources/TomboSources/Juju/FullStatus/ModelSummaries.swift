import TomboRecords

/// The answer of `ModelManager.ListModelSummaries` as the models of `juju models --format json`.
struct ModelSummaries {
    let controller: String
    let answer: Value

    /// A model that the controller could not read is left out, and counted in ``failures``.
    var models: [Value] {
        answer["results"].elements.map { $0["result"] }.filter { !$0.isNull }.map(model)
    }

    /// Why models are missing.
    var failures: [String] {
        answer["results"].elements.compactMap { $0["error"].isNull ? nil : $0["error"]["message"].text ?? "unknown" }
    }

    private func model(_ wire: Value) -> Value {
        let owner = wire["owner-tag"].text.map { JujuTag.name($0) } ?? ""
        let name = wire["name"].text ?? ""
        var fields = JujuFields()
        fields.put("name", .text(owner.isEmpty ? name : "\(owner)/\(name)"))
        fields.put("short-name", wire["name"])
        fields.put("model-uuid", wire["uuid"])
        fields.put("model-type", wire["type"])
        fields.put("controller-uuid", wire["controller-uuid"])
        fields.put("controller-name", .text(controller))
        fields.put("is-controller", wire["is-controller"])
        fields.put("owner", .text(owner))
        fields.put("cloud", Value(wire["cloud-tag"].text.map { JujuTag.name($0) }))
        fields.put("region", wire["cloud-region"])
        fields.put("type", wire["provider-type"])
        fields.put("life", wire["life"])
        fields.put("status", FullStatus.status(wire["status"]))
        fields.put("access", wire["user-access"])
        fields.put("agent-version", wire["agent-version"])
        return fields.object
    }
}
