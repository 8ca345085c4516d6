import TomboRecords

/// One document of `juju status --format json`, of 2.9 or 3.x, as all three
/// ways in give it: the command, a file, the controller's API.
struct JujuStatus: Sendable {
    let document: Value
    /// The model's short name, which every key begins with.
    let model: String
    /// What the model is asked by, which says whose it is where that is known.
    var address: String
    /// Options of applications that somebody asked for, by application.
    var options: [String: Value] = [:]
    /// Why some of them could not be read: of the applications' kind alone.
    var optionFaults: [String] = []

    /// - Throws: `malformedAnswer` with the path of what is missing.
    init(_ document: Value, what: String) throws(CollectError) {
        self.document = document
        guard let model = document["model"]["name"].text, !model.isEmpty else {
            throw Self.malformed(what, "model.name")
        }
        self.model = model
        address = model
        // Both are there in an empty model, too: a document without them is another document.
        for key in ["machines", "applications"] {
            guard case .object = document[key] else { throw Self.malformed(what, key) }
        }
    }

    private static func malformed(_ what: String, _ path: String) -> CollectError {
        CollectError(
            .malformedAnswer, "\(what) is no status of a Juju model: `\(path)` is missing.",
            remedy: "See what `juju status --format json` prints for the model.")
    }

    /// `openstack/0/lxd/3`: unique in the cloud, as models are named in it once.
    func key(_ name: String) -> String { "\(model)/\(name)" }

    /// The members of an object, in the order in which people count; none
    /// where there is no object.
    static func members(_ value: Value) -> [(name: String, value: Value)] {
        guard case .object(let fields) = value else { return [] }
        return fields.map { ($0.key, $0.value) }.sorted { NaturalOrder.compare($0.0, $1.0) < 0 }
    }

    /// The members that Juju can tell; what it cannot stands as
    /// `{"status-error": "…"}` in the place of any object.
    func told(_ value: Value, _ what: String, faults: inout [String]) -> [(name: String, value: Value)] {
        Self.members(value).filter { member in
            guard let error = member.value["status-error"].text else { return true }
            faults.append("\(what) \(key(member.name)): \(error.printable)")
            return false
        }
    }

    /// Says where Juju has an error in the place of a status word: what it would say is then not known.
    func fault(_ value: Value, _ what: @autoclosure () -> String, _ faults: inout [String]) {
        if let error = value["status-error"].text { faults.append("\(what()): \(error.printable)") }
    }

    /// Applications with their units; what is in the document under each.
    func applications(faults: inout [String]) -> [(name: String, value: Value)] {
        told(document["applications"], "application", faults: &faults)
    }
}

extension Value {
    /// Unless it is empty, or the text with which Juju says that there is nothing.
    var telling: String? {
        guard let text, !text.isEmpty, text != "None" else { return nil }
        return text
    }

    /// Texts of a list.
    var texts: [String] { elements.compactMap(\.text) }
}

/// A status as Juju gives one: a word, a sentence, and since when.
struct JujuWord {
    let current: String?
    let message: String?
    /// When Juju was last told the word, in UTC. It is a day ago where nothing was told for a day.
    let since: String?

    init(_ value: Value) {
        current = value["current"].telling
        message = value["message"].telling
        since = value["since"].text.flatMap { JujuTime.instant($0) }?.iso8601
    }
}
