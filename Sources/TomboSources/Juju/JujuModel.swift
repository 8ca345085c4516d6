import TomboRecords

extension Juju {
    /// A model.
    struct Model: Record {
        let values: [Value]

        /// `listed` is the same model in `juju models`, where that was to be had.
        init(_ status: JujuStatus, listed: Value?) {
            let model = status.document["model"]
            let word = JujuWord(model["model-status"])
            values = [
                .text(status.model), .init(listed?["model-uuid"].telling), .init(model["controller"].telling),
                .init(listed?["owner"].telling), .init(model["type"].telling), .init(model["cloud"].telling),
                .init(model["region"].telling), .init(model["version"].telling), .init(word.current),
                .init(word.message),
            ]
        }

        static let spec = RecordSpec(
            kind: "juju_model",
            summary: "A model of a Juju controller: applications and the machines they are on.",
            key: ["name"], name: "name", aliases: ["model"], blindWhen: nil,
            brief: ["name", "controller", "provider_cloud", "region", "version", "status"],
            columns: [
                .init("name", .text, .configuration, "Name of the model."),
                .init("uuid", .text, .configuration, "Its identity; null where only its status is to be had."),
                .init(
                    "controller", .text, .configuration, references: "juju_controller",
                    "Name of its controller, as this client calls it."),
                .init("owner", .text, .configuration, "User who owns it."),
                .init("model_type", .text, .configuration, "`iaas` on machines, `caas` on Kubernetes."),
                .init("provider_cloud", .text, .configuration, "Juju's name of the provider's cloud."),
                .init("region", .text, .configuration, "Region of it."),
                .init("version", .text, .configuration, "Version of the model's agents."),
                .init("status", .text, .status, "`available`, `busy` (migrating), `suspended` or `destroying`."),
                .init("message", .text, .status, "What Juju says to that."),
            ],
            examples: [.init("Which models are there?", "SELECT name, version, status FROM juju_model ORDER BY name")])
    }

    /// A controller.
    struct Controller: Record {
        let values: [Value]

        /// `value` is as `juju controllers` has it; null where only a status names it.
        init(_ name: String, _ value: Value) {
            values = [
                .text(name), .init(value["uuid"].telling), .init(value["agent-version"].telling),
                .init(value["cloud"].telling), .init(value["region"].telling),
                value["api-endpoints"].elements.isEmpty ? .null : value["api-endpoints"],
                value["controller-machines"]["Total"], value["controller-machines"]["Active"],
            ]
        }

        static let spec = RecordSpec(
            kind: "juju_controller",
            summary: "A Juju controller, as this client knows it.",
            key: ["name"], name: "name", aliases: ["juju-controller"],
            brief: ["name", "agent_version", "provider_cloud", "region", "machines", "machines_active"],
            columns: [
                .init("name", .text, .configuration, "Name that this client calls it by."),
                .init("uuid", .text, .configuration, "Its identity."),
                .init("agent_version", .text, .configuration, "Version that it runs."),
                .init("provider_cloud", .text, .configuration, "Juju's name of the cloud that it is in."),
                .init("region", .text, .configuration, "Region of it."),
                .init("api_endpoints", .set, .configuration, "Addresses of its API."),
                .init("machines", .integer, .configuration, unit: "count", "Machines that it is on."),
                .init("machines_active", .integer, .status, unit: "count", "Those that are well."),
            ],
            examples: [.init("Which controllers are there?", "SELECT name, agent_version FROM juju_controller")])
    }
}

/// The models whose status was read.
struct JujuModels: Collector {
    func collect(from client: JujuClient) async throws(CollectError) -> Listing<Juju.Model> {
        let listed = try? await client.models()
        let listing = try await client.each { status, faults in
            status.fault(status.document["model"]["model-status"], "the status of model \(status.model)", &faults)
            return [Juju.Model(status, listed: listed?.models.first { $0["short-name"].text == status.model })]
        }
        // Without the list a model's uuid and owner are not known, and must not seem to be gone.
        guard client.settings.file == nil, listed == nil, case .complete(let models) = listing else { return listing }
        return .partial(models, reason: "`juju models` gave no list of the models")
    }
}

/// The controllers that this client knows, and those that a status names.
struct JujuControllers: Collector {
    func collect(from client: JujuClient) async throws(CollectError) -> Listing<Juju.Controller> {
        guard client.settings.file == nil else {
            return try await client.each { status, _ in
                status.document["model"]["controller"].telling.map { [Juju.Controller($0, .null)] } ?? []
            }.map { Dictionary($0.map { ($0.values[0], $0) }) { first, _ in first }.map(\.value) }
        }
        let answer = try await client.run(["controllers"])
        guard case .object = answer["controllers"] else {
            throw JujuAnswer.lacks("controllers", in: "`juju controllers`")
        }
        let controllers = JujuStatus.members(answer["controllers"])
        let wanted = client.settings.controller
        return .complete(
            controllers.filter { wanted == nil || $0.name == wanted }.map { Juju.Controller($0.name, $0.value) })
    }
}

extension Listing {
    func map<Other>(_ body: ([Output]) -> [Other]) -> Listing<Other> {
        switch self {
        case .complete(let records): .complete(body(records))
        case .partial(let records, let reason): .partial(body(records), reason: reason)
        }
    }
}
