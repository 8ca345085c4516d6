import TomboRecords

/// A place in a configuration file, which knows its own name: every error
/// says the file and the dotted path of the key.
struct ConfigurationNode {
    let tree: YAMLTree
    /// `clouds.lab.openstack`; empty for the whole file.
    let key: String
    let file: String

    func child(_ name: String, _ tree: YAMLTree) -> ConfigurationNode {
        ConfigurationNode(tree: tree, key: key.isEmpty ? name : "\(key).\(name)", file: file)
    }

    /// The entries of a mapping with any keys, in the order in which people count.
    ///
    /// A key without a value is an empty mapping.
    func entries(_ what: String) throws(CollectError) -> [(name: String, node: ConfigurationNode)] {
        if tree == .scalar("") { return [] }
        guard case .mapping(let entries) = tree else {
            throw wrong("must be a mapping: \(what)", remedy: "Write its keys below it, each indented by two spaces.")
        }
        return entries.sorted { NaturalOrder.compare($0.key, $1.key) < 0 }.map { ($0.key, child($0.key, $0.value)) }
    }

    /// The entries of a mapping that may have only the keys `known`.
    func fields(_ known: [String]) throws(CollectError) -> [String: ConfigurationNode] {
        var fields: [String: ConfigurationNode] = [:]
        for (name, node) in try entries("its keys are \(known.joined(separator: ", "))") {
            guard known.contains(name) else { throw node.unknown(name, among: known) }
            fields[name] = node
        }
        return fields
    }

    func unknown(_ name: String, among known: [String]) -> CollectError {
        if Self.isSecret(name) {
            return CollectError(
                .misconfigured, "`\(key)` in \(file) is a secret, and no secret stands in this file.",
                remedy: "Put it into clouds.yaml, or into secure.yaml beside it, and name the cloud here with `cloud:`."
            )
        }
        let stem = key.dropLast(name.count)
        let nearest = Nearest.name(to: name, among: known)
        return CollectError(
            .misconfigured, "There is no key `\(key)` that tombo knows, in \(file).",
            remedy: nearest.map { "Did you mean `\(stem)\($0)`?" }
                ?? "Use one of \(known.joined(separator: ", ")); credentials stay in clouds.yaml.")
    }

    func wrong(_ what: String, remedy: String) -> CollectError {
        let place = key.isEmpty ? file : "`\(key)` in \(file)"
        return CollectError(.misconfigured, "\(place) \(what).", remedy: remedy)
    }

    // What a key holds is never quoted: somebody may have put a password there.

    func text(_ what: String) throws(CollectError) -> String {
        guard let text = tree.text, !text.isEmpty else {
            throw wrong("must be \(what)", remedy: "Write it on the line of its key, or remove the key.")
        }
        return text
    }

    func bool() throws(CollectError) -> Bool {
        switch tree.text?.lowercased() {
        case "true", "yes", "on": return true
        case "false", "no", "off": return false
        default: throw wrong("must be true or false", remedy: "Write true or false.")
        }
    }

    func integer(_ what: String, from least: Int = 1) throws(CollectError) -> Int {
        guard let number = tree.text.flatMap({ Int($0) }), number >= least else {
            throw wrong(
                "must be \(what), a whole number from \(least) on", remedy: "Write digits only, without a unit.")
        }
        return number
    }

    /// A list of words; a single one may stand without its brackets.
    func words(_ what: String) throws(CollectError) -> [String] {
        if let text = tree.text, !text.isEmpty { return [text] }
        guard case .list(let elements) = tree else {
            throw wrong("must be a list: \(what)", remedy: "Write it as [one, another].")
        }
        var words: [String] = []
        for element in elements {
            guard let text = element.text, !text.isEmpty else {
                throw wrong("must be a list of words: \(what)", remedy: "Write it as [one, another].")
            }
            words.append(text)
        }
        return words
    }

    private static func isSecret(_ name: String) -> Bool {
        let name = name.lowercased()
        return ["password", "passwd", "secret", "token", "credential"].contains { name.contains($0) }
            || name == "key" || name.hasSuffix("_key") || name.hasSuffix("-key") || name == "keyring"
    }
}
