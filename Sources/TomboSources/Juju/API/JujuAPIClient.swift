import TomboRecords

/// Answers what the `juju` command answers, in the same documents, from a
/// controller's API: whoever reads them need not know which way they came.
struct JujuAPIClient: Sendable {
    /// Who is asked and who asks; nothing of it is secret, and a replay has it too.
    struct Settings: Sendable, Hashable {
        /// As the `juju` command calls it.
        var controller: String
        var user: String
        /// `HOST:PORT`.
        var addresses: [String] = []
    }

    let settings: Settings
    let transport: any Transport
    private let memo = RoundMemo()

    init(_ settings: Settings, transport: any Transport) {
        self.settings = settings
        self.transport = transport
    }

    /// One of the commands that tombo knows, asked of the API.
    ///
    /// - Parameters:
    ///   - words: `status`, `models`, `controllers`, `config` and an application, or `show-status-log` with its options.
    ///   - model: `owner/name` or `name`, for all but `models` and `controllers`.
    /// - Returns: What the command prints with `--format json`.
    /// - Throws: What the controller answers in place of it; `notFound` for a
    ///   model that it does not list.
    func run(_ words: [String], model: String? = nil) async throws(CollectError) -> Value {
        switch words.first {
        case "models": return .object([.init("models", .list(try await models().models))])
        case "controllers": return try await controllers()
        case "status":
            let parameters = Value.object([.init("patterns", .list([])), .init("include-storage", true)])
            let answer = try await ask("Client/FullStatus", model: try await uuid(of: model ?? ""), parameters)
            return FullStatus(answer, controller: settings.controller).document
        case "config" where words.count == 2:
            return try await options(of: words[1], model: try await uuid(of: model ?? ""))
        case "show-status-log" where words.count == 6:
            return try await statusLog(
                of: words[1], type: words[3], size: Int64(words[5]) ?? 20, model: try await uuid(of: model ?? ""))
        default:
            throw CollectError(
                .misconfigured, "`juju \(words.joined(separator: " "))` is not asked of the API.",
                remedy: "Remove `api: true`, so that tombo asks the `juju` command.")
        }
    }

    /// The controller's models, and whether these are all of them.
    func models() async throws(CollectError) -> JujuClient.Models {
        let flight = await memo.flight("models", JujuClient.Models.self)
        return try await flight.value { () async throws(CollectError) in
            let (answer, areAll) = try await summaries()
            guard case .list = answer["results"] else {
                throw CollectError(
                    .malformedAnswer, "Controller `\(settings.controller)` lists models without `results`.",
                    remedy: "Record the answer with `tombo collect --record DIR` and report it.")
            }
            let summaries = ModelSummaries(controller: settings.controller, answer: answer)
            if let failure = summaries.failures.first {
                if summaries.models.isEmpty {
                    throw CollectError(
                        .serverError, "Controller `\(settings.controller)` lists no model: \(failure).",
                        remedy: "See what `juju models` says.")
                }
                return .init(models: summaries.models, lacking: "a model of which the controller says: \(failure)")
            }
            return .init(models: summaries.models, lacking: areAll ? nil : JujuClient.Models.granted)
        }
    }

    /// Every model for an administrator; the granted ones for anybody else.
    private func summaries() async throws(CollectError) -> (answer: Value, areAll: Bool) {
        func parameters(all: Bool) -> Value {
            .object([.init("user-tag", .text("user-\(settings.user)")), .init("all", .bool(all))])
        }
        let call = "ModelManager/ListModelSummaries"
        do throws(CollectError) {
            return (try await ask(call, about: "all", parameters(all: true)), true)
        } catch  where error.code == .forbidden {
            return (try await ask(call, parameters(all: false)), false)
        }
    }

    /// A model's connection has its UUID in its address, and people have names.
    private func uuid(of model: String) async throws(CollectError) -> String {
        let name = model.split(separator: ":").last.map(String.init) ?? model
        let all = try await models().models
        let meant = all.filter { [$0["name"].text, $0["short-name"].text, $0["model-uuid"].text].contains(name) }
        if let uuid = meant.first?["model-uuid"].text, meant.count == 1 { return uuid }
        let names = all.compactMap { $0["name"].text }.sorted()
        throw CollectError(
            meant.isEmpty ? .notFound : .misconfigured,
            "Controller `\(settings.controller)` has \(meant.isEmpty ? "no model" : "\(meant.count) models") `\(name)`.",
            remedy: names.isEmpty
                ? "Ask for read access with `juju grant USER read MODEL`."
                : "Name one of these: \(names.joined(separator: ", ")).")
    }

    /// What the models tell of their controller: its own model runs its version.
    private func controllers() async throws(CollectError) -> Value {
        let models = try await models().models
        let own = models.first { $0["is-controller"] == true }
        var fields = JujuFields()
        fields.put("uuid", (own ?? models.first)?["controller-uuid"] ?? .null)
        for key in ["agent-version", "cloud", "region"] { fields.put(key, own?[key] ?? .null) }
        fields.put("api-endpoints", .list(settings.addresses.map(Value.text)))
        return .object([.init("controllers", .object([.init(settings.controller, fields.object)]))])
    }

    private func options(of application: String, model: String) async throws(CollectError) -> Value {
        let parameters = Value.object([.init("application", .text(application)), .init("branch", "master")])
        let answer = try await ask("Application/Get", model: model, about: application, parameters)
        var fields = JujuFields()
        for key in ["application", "charm", "application-config"] { fields.put(key, answer[key]) }
        fields.put("settings", answer["config"], always: true)
        return fields.object
    }

    /// As the command prints it, which says `message` for `info`.
    private func statusLog(
        of entity: String, type: String, size: Int64, model: String
    ) async throws(CollectError) -> Value {
        let tag = JujuTag.tag(["workload", "juju-unit"].contains(type) ? "unit" : "machine", entity)
        let filter = Value.object([
            .init("size", .integer(size)), .init("date", .null), .init("delta", .null), .init("exclude", .list([])),
        ])
        let request = Value.object([
            .init("historyKind", .text(type)), .init("size", .integer(size)), .init("filter", filter),
            .init("tag", .text(tag)),
        ])
        let call = "Client/StatusHistory"
        let answer = try await ask(
            call, model: model, about: "\(type)=\(tag)", .object([.init("requests", .list([request]))]))
        guard let result = answer["results"].elements.first else {
            throw CollectError(
                .malformedAnswer, "Controller `\(settings.controller)` answers \(call) without `results`.",
                remedy: "Record the answer with `tombo collect --record DIR` and report it.")
        }
        for error in [result["error"], result["history"]["error"]] where !error.isNull {
            let said = Value.object([.init("error", error["message"]), .init("error-code", error["code"])])
            throw JujuFault(controller: settings.controller, redactor: .standard).answered(said, to: call)
        }
        return .list(
            result["history"]["statuses"].elements.map { wire in
                var fields = JujuFields()
                fields.put("status", wire["status"])
                fields.put("message", wire["info"])
                fields.put("since", wire["since"])
                fields.put("type", wire["kind"])
                return fields.object
            })
    }

    private func ask(
        _ call: String, model: String? = nil, about: String? = nil, _ parameters: Value
    ) async throws(CollectError) -> Value {
        let response = try await transport.send(.juju(call, model: model, about: about, parameters))
        guard let value = Value(json: String(decoding: response.body, as: UTF8.self)), case .object = value else {
            throw CollectError(
                .malformedAnswer,
                "Controller `\(settings.controller)` answers \(call) with something that is no object.",
                remedy: "Record the answer with `tombo collect --record DIR` and report it.")
        }
        return value
    }
}

extension JujuAPIClient.Settings {
    init(_ controller: JujuController) {
        self.init(
            controller: controller.name, user: controller.user, addresses: controller.addresses.map(\.place))
    }
}
