import Foundation
import Logging
import TomboRecords

/// Where Juju is asked, and for what.
struct JujuSettings: Sendable, Hashable {
    /// One status document in a file, in place of a controller.
    var file: String?
    var controller: String?
    /// The controller's own API in place of the command.
    var api: JujuAPIClient.Settings?
    /// Short or whole names; empty is all that the controller lists.
    var models: [String] = []
    /// Options to read, by application.
    var options: [String: [String]] = [:]
    /// Whether the status log is read, which is asked for one unit at a time.
    var statusLog = false
}

/// Asks Juju, each document once a round.
struct JujuClient: Sendable {
    let settings: JujuSettings
    let transport: any Transport
    /// From when on the status log is read.
    let since: NewsSince
    private let memo = RoundMemo()
    private let api: JujuAPIClient?

    init(_ settings: JujuSettings, transport: any Transport, since: NewsSince = NewsSince()) {
        self.settings = settings
        self.since = since
        api = settings.api.map { JujuAPIClient($0, transport: transport) }
        self.transport = transport
    }

    /// What `body` makes of every model's status.
    ///
    /// A model that cannot be read makes the listing partial, as does
    /// anything that Juju itself could not tell.
    ///
    /// - Throws: The first failure, when no model can be read.
    func each<Output>(
        _ body: @Sendable (JujuStatus, inout [String]) -> [Output]
    ) async throws(CollectError) -> Listing<Output> {
        let round = try await statuses()
        var records: [Output] = []
        var faults = round.faults
        for status in round.statuses { records += body(status, &faults) }
        guard let first = faults.first else { return .complete(records) }
        let more = faults.count > 1 ? ", and \(faults.count - 1) more" : ""
        return .partial(records, reason: "Juju did not tell everything: \(first)\(more)")
    }

    struct Statuses: Sendable {
        var statuses: [JujuStatus] = []
        var faults: [String] = []
    }

    private func statuses() async throws(CollectError) -> Statuses {
        let flight = await memo.flight("statuses", Statuses.self)
        return try await flight.value { () async throws(CollectError) in try await readStatuses() }
    }

    private func readStatuses() async throws(CollectError) -> Statuses {
        if let file = settings.file { return Statuses(statuses: [try await status(inFile: file)]) }
        var round = Statuses()
        var failure: CollectError?
        for model in try await names(&round.faults) {
            do throws(CollectError) {
                let what = "The status of Juju's model \(model)"
                var status = try JujuStatus(try await run(["status"], model: model), what: what)
                if round.statuses.contains(where: { $0.model == status.model }) {
                    throw CollectError(
                        .misconfigured,
                        "Two of the models are called \(status.model), which tombo could not tell apart.",
                        remedy: "Name only one of them with `models:` below `juju:` in tombo.yaml.")
                }
                status.options = try await options(of: status, model: model, &status.optionFaults)
                status.address = model
                round.statuses.append(status)
            } catch {
                if error.code == .cancelled { throw error }
                failure = failure ?? error
                round.faults.append("model \(model): \(error.sentences)")
            }
        }
        if let failure, round.statuses.isEmpty { throw failure }
        return round
    }

    private func names(_ faults: inout [String]) async throws(CollectError) -> [String] {
        if !settings.models.isEmpty { return settings.models }
        let found = try await models()
        if let lacking = found.lacking { faults.append(lacking) }
        let listed = found.models.compactMap { $0["name"].telling ?? $0["short-name"].telling }
        if listed.isEmpty {
            throw CollectError(
                .notFound, "Juju lists no model that this user may see.",
                remedy: "Ask for read access with `juju grant USER read MODEL`, or name the models in tombo.yaml.")
        }
        return listed
    }

    /// Models of a controller, as `juju models` has them.
    struct Models: Sendable {
        var models: [Value]
        /// Why these may not be all; nil when they are. Only of all can one that is missing be gone.
        var lacking: String?

        static let granted =
            "this user is shown only the models that somebody granted it; name them with `models:` in tombo.yaml"
    }

    /// All of them for an administrator of the controller, else those that the user was granted.
    func models() async throws(CollectError) -> Models {
        let flight = await memo.flight("models", Models.self)
        return try await flight.value { () async throws(CollectError) in
            if let api { return try await api.models() }
            do throws(CollectError) {
                return Models(models: try Self.models(in: try await run(["models", "--all"])))
            } catch  where error.code == .forbidden {
                return Models(models: try Self.models(in: try await run(["models"])), lacking: Models.granted)
            }
        }
    }

    private static func models(in answer: Value) throws(CollectError) -> [Value] {
        guard case .list(let models) = answer["models"] else { throw JujuAnswer.lacks("models", in: "`juju models`") }
        return models
    }

    private func status(inFile path: String) async throws(CollectError) -> JujuStatus {
        let answer = try await transport.send(HTTPRequest("READ", path))
        // What was read is an answer whatever it says: a file has no exit status.
        return try JujuStatus(try JujuAnswer.document(answer.body, "The file \(path)"), what: "The file \(path)")
    }

    /// The options that tombo.yaml asks for; what cannot be read is a fault and not an empty option.
    private func options(
        of status: JujuStatus, model: String, _ faults: inout [String]
    ) async throws(CollectError) -> [String: Value] {
        var found: [String: Value] = [:]
        for (application, names) in settings.options.sorted(by: { $0.key < $1.key }) {
            guard !status.document["applications"][application].isNull else { continue }
            do throws(CollectError) {
                let answer = try await run(["config", application], model: model)
                found[application] = .object(
                    names.sorted().map { .init($0, Self.isSecret($0) ? .null : answer["settings"][$0]["value"]) })
            } catch {
                if error.code == .cancelled { throw error }
                faults.append("options of \(application): \(error.sentences)")
            }
        }
        return found
    }

    /// Charms keep passwords and private keys among their options; whoever lists one of them gets null.
    private static func isSecret(_ option: String) -> Bool {
        let words = option.lowercased().split { $0 == "-" || $0 == "_" }
        return words.contains { ["password", "passphrase", "secret", "token", "key", "credentials"].contains($0) }
    }

    /// The newest words that a unit or a machine had for one of its statuses; none where Juju keeps none any more.
    ///
    /// - Parameters:
    ///   - entity: `vault/0`, or the number of a machine.
    ///   - type: As `juju show-status-log --type` takes it.
    ///   - size: How many of them.
    ///   - model: The model's name.
    /// - Returns: The entries as the command prints them.
    /// - Throws: What keeps Juju from telling.
    func statusLog(
        of entity: String, _ type: String, size: Int, model: String
    ) async throws(CollectError) -> [Value] {
        do throws(CollectError) {
            return try await run(["show-status-log", entity, "--type", type, "-n", "\(size)"], model: model).elements
        } catch  where error.message.contains("no status history available") {
            // Juju's command has no other way to print an empty log.
            return []
        }
    }

    /// One command of Juju's.
    ///
    /// `-B` never opens a browser, and there is no standard input that an
    /// expired login could ask for a password.
    func run(_ words: [String], model: String? = nil) async throws(CollectError) -> Value {
        if let api { return try await api.run(words, model: model) }
        var command = ["juju"] + words
        if let model {
            let isWhole = model.contains(":") || settings.controller == nil
            command += ["-m", isWhole ? model : "\(settings.controller ?? ""):\(model)"]
        } else if let controller = settings.controller, words.first == "models" {
            command += ["-c", controller]
        }
        command += ["--format", "json"]
        if ["status", "show-status-log"].contains(words.first) { command += ["--utc"] }
        if words != ["controllers"] { command.append("-B") }
        let answer = try await transport.send(.command(command))
        let what = "`\(command.joined(separator: " "))`"
        return try JujuAnswer.value(answer, what, isList: words.first == "show-status-log")
    }
}

/// What a command printed, or why it is no answer.
enum JujuAnswer {
    /// A document that is none of what was asked for: taken for an empty one it would end everything.
    static func lacks(_ key: String, in what: String) -> CollectError {
        CollectError(
            .malformedAnswer, "\(what) printed a document without `\(key)`.",
            remedy: "Run it by hand and see what it prints.")
    }

    static func value(_ answer: HTTPResponse, _ what: String, isList: Bool = false) throws(CollectError) -> Value {
        // `{}` on standard output is no empty model when the command failed: its exit status comes first.
        guard answer.status == 0 else { throw failure(answer, what) }
        return try document(answer.body, what, isList: isList)
    }

    static func document(_ body: Data, _ what: String, isList: Bool = false) throws(CollectError) -> Value {
        let text = String(decoding: body, as: UTF8.self)
        guard let value = Value(json: text), isList ? value.isList : value.isObject else {
            throw CollectError(
                .malformedAnswer,
                text.isEmpty ? "\(what) printed nothing." : "\(what) printed something that is not JSON, or cut off.",
                remedy: "Run it by hand and see what it prints.")
        }
        return value
    }

    private static func failure(_ answer: HTTPResponse, _ what: String) -> CollectError {
        let lines = answer.stderr.replacing(/\u{1B}\[[0-9;]*m/, with: "").split(whereSeparator: \.isNewline).map {
            String($0).printable
        }
        let said = lines.last { $0.hasPrefix("ERROR") } ?? lines.last ?? "it says no reason"
        let reason = said.hasPrefix("ERROR ") ? String(said.dropFirst(6)) : said
        let lower = reason.lowercased()
        let sentence = "\(what) ended with status \(answer.status): \(Self.withoutFullStop(reason))."
        // Without Juju's own word it is the way to Juju that failed: the shell's 126 and 127, ssh's 255.
        if !said.hasPrefix("ERROR"), [126, 127].contains(answer.status) {
            return CollectError(
                .misconfigured, sentence,
                remedy:
                    "Look whether `juju` is on the PATH there (a snap's is /snap/bin), or name its way with `command:`."
            )
        }
        if !said.hasPrefix("ERROR"), answer.status == 255 {
            return CollectError(
                .unreachable, sentence, remedy: "Run the words of `command:` by hand as the user that tombo runs as.")
        }
        if lower.contains("permission denied") || lower.contains("unauthorized") {
            return CollectError(
                .forbidden, sentence, remedy: "Give the user read access with `juju grant USER read MODEL`.")
        }
        if ["login", "password", "macaroon", "authentication", "discharge"].contains(where: lower.contains) {
            return CollectError(.unauthorized, sentence, remedy: "Sign in again with `juju login`.")
        }
        if lower.contains("not found") {
            return CollectError(
                .notFound, sentence, remedy: "Compare the name with `juju models` and `juju controllers`.")
        }
        if ["unable to connect", "connection refused", "no route", "timed out", "could not resolve"].contains(
            where: lower.contains)
        {
            return CollectError(
                .unreachable, sentence, remedy: "Look whether the controller runs: `juju controllers --refresh`.")
        }
        return CollectError(.serverError, sentence, remedy: "Run it by hand as the user that tombo runs as.")
    }

    private static func withoutFullStop(_ text: String) -> String {
        text.hasSuffix(".") ? String(text.dropLast()) : text
    }
}

extension Value {
    fileprivate var isObject: Bool { if case .object = self { true } else { false } }
    fileprivate var isList: Bool { if case .list = self { true } else { false } }
}
