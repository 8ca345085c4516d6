import TomboRecords

/// One Juju controller, or one status document in a file.
struct JujuSource: Source {
    let name = "juju"
    let settings: JujuSettings
    /// The password of `api: true`; none else.
    var secrets: [Secret] = []
    var specs: [RecordSpec] { Juju.collectors.map(\.spec) }

    func collect(with means: SourceMeans) async -> [Collection] {
        let isAsked: (RecordSpec) -> Bool = { [settings] spec in
            settings.statusLog || spec.kind != Juju.StatusLogEntry.spec.kind
        }
        let collections = await means.run(
            Juju.collectors.filter { isAsked($0.spec) }, of: name,
            JujuClient(settings, transport: means.transport, since: means.since), secrets: secrets)
        return means.inOrder(collections, of: specs, source: name) { spec in
            isAsked(spec) ? "a recording that is older than the kind" : "default: set `status_log: true` below `juju:`"
        }
    }
}

extension SourceType {
    static let juju = SourceType(
        name: "juju", specs: Juju.collectors.map(\.spec),
        section: { node, _, places throws(CollectError) in try JujuSection(node, places) },
        discover: JujuSection.discover,
        replaying: { recorded throws(CollectError) in JujuSource(settings: JujuSettings(recorded: recorded.settings)) })
}

extension JujuSettings {
    /// What a recording keeps, so that a replay asks for the same.
    var recorded: [String: String] {
        var recorded: [String: String] = [:]
        recorded["file"] = file.map { _ in "status.json" }
        recorded["controller"] = controller
        if let api {
            recorded["api_user"] = api.user
            recorded["api_addresses"] = api.addresses.joined(separator: ",")
        }
        if statusLog { recorded["status_log"] = "true" }
        if !models.isEmpty { recorded["models"] = models.joined(separator: ",") }
        if !options.isEmpty {
            recorded["options"] = options.keys.sorted().map { "\($0)=\((options[$0] ?? []).joined(separator: "+"))" }
                .joined(separator: ",")
        }
        return recorded
    }

    init(recorded: [String: String]) {
        file = recorded["file"]
        controller = recorded["controller"]
        if let user = recorded["api_user"] {
            api = .init(
                controller: controller ?? "", user: user,
                addresses: recorded["api_addresses"]?.split(separator: ",").map(String.init) ?? [])
        }
        statusLog = recorded["status_log"] == "true"
        models = recorded["models"]?.split(separator: ",").map(String.init) ?? []
        for entry in recorded["options"]?.split(separator: ",") ?? [] {
            let parts = entry.split(separator: "=", maxSplits: 1).map(String.init)
            if parts.count == 2 { options[parts[0]] = parts[1].split(separator: "+").map(String.init) }
        }
    }
}
