import Foundation
import TomboRecords

/// A Juju controller and who asks it, from the files of the `juju` command.
struct JujuController: Sendable {
    /// As the `juju` command calls it.
    var name: String
    /// `HOST:PORT`, in the order in which Juju wrote them.
    var addresses: [Address]
    /// PEM of the controller's own authority; nil for a controller with a public name.
    var authority: String?
    /// `admin`, or `bob@external`.
    var user: String
    var password: Secret
    /// For a person: the files.
    var origin: String

    struct Address: Sendable, Hashable {
        var host: String
        var port: Int

        /// Brackets around an IPv6 address.
        var place: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

        /// `10.0.0.5:17070`, `[fd00::5]:17070`; a name without a port is on 443.
        init?(_ text: String, defaultPort: Int? = nil) {
            guard let parts = URLComponents(string: "wss://\(text)"), let host = parts.host, !host.isEmpty,
                let port = parts.port ?? defaultPort, parts.user == nil, parts.path.isEmpty
            else { return nil }
            self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
            self.port = port
        }
    }
}

/// The folder in which the `juju` command keeps what it knows. It is read, and never written.
struct JujuClientFiles: Sendable {
    let folder: String

    /// `JUJU_DATA` names the folder; else it is `juju` in the XDG data folder.
    init(environment: [String: String], homeDirectory: String) {
        func path(_ name: String) -> String? { environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil } }
        folder = path("JUJU_DATA") ?? (path("XDG_DATA_HOME") ?? homeDirectory + "/.local/share") + "/juju"
    }

    /// The controller called `named`, or the one that the `juju` command uses.
    ///
    /// - Throws: `misconfigured`, with the names that there are, or with what
    ///   an account lacks.
    func controller(_ named: String? = nil) throws(CollectError) -> JujuController {
        let file = folder + "/controllers.yaml"
        guard let known = try read(file) else {
            throw CollectError(
                .misconfigured, "Juju knows no controller here: there is no \(file).",
                remedy: "Log in once with `juju login`, or set JUJU_DATA to the folder of the `juju` command.")
        }
        let controllers = known["controllers"]?.entries ?? [:]
        let names = controllers.keys.sorted { NaturalOrder.compare($0, $1) < 0 }
        guard let name = named ?? known["current-controller"]?.text ?? (names.count == 1 ? names.first : nil) else {
            throw CollectError(
                .misconfigured, "\(file) has \(names.count) controllers, and none of them is the current one.",
                remedy: "Name one with `controller:`.")
        }
        guard let entry = controllers[name] else {
            throw CollectError(
                .misconfigured, "There is no controller `\(name)` in \(file).",
                remedy: Nearest.name(to: name, among: names).map { "Did you mean `controller: \($0)`?" }
                    ?? "Log in to it with `juju login`.")
        }
        let account = try account(of: name)
        let addresses = Self.addresses(entry)
        if addresses.isEmpty {
            throw CollectError(
                .misconfigured, "Controller `\(name)` has no address in \(file).",
                remedy: "Log in to it again with `juju login -c \(name)`.")
        }
        return JujuController(
            name: name, addresses: addresses, authority: entry["ca-cert"]?.text, user: account.user,
            password: account.password, origin: "controller `\(name)` of \(folder)")
    }

    private static func addresses(_ entry: YAMLTree) -> [JujuController.Address] {
        var texts: [String] = []
        if case .list(let list)? = entry["api-endpoints"] { texts = list.compactMap(\.text) }
        let addresses = texts.compactMap { JujuController.Address($0) }
        guard addresses.isEmpty, let name = entry["public-hostname"]?.text else { return addresses }
        return [JujuController.Address(name, defaultPort: 443)].compactMap(\.self)
    }

    private func account(of controller: String) throws(CollectError) -> (user: String, password: Secret) {
        let file = folder + "/accounts.yaml"
        let account = try read(file)?["controllers"]?[controller]
        guard let user = account?["user"]?.text, !user.isEmpty else {
            throw CollectError(
                .misconfigured, "There is no account for controller `\(controller)` in \(file).",
                remedy: "Log in with `juju login -c \(controller)`.")
        }
        guard let password = account?["password"]?.text, !password.isEmpty else {
            throw CollectError(
                .misconfigured,
                "The account `\(user)` of controller `\(controller)` in \(file) has no password: it logs in elsewhere.",
                remedy: Self.otherWay)
        }
        return (user, Secret(password))
    }

    /// For who has no password: the command knows every way to log in.
    static let otherWay =
        "Remove `api: true`, so that tombo asks the `juju` command, or make a user with a password: `juju add-user`, "
        + "then `juju grant USER read MODEL`."

    /// Nil for a file that is not there: Juju rewrites it under another name.
    private func read(_ file: String) throws(CollectError) -> YAMLTree? {
        guard FileManager.default.fileExists(atPath: file) else { return nil }
        guard let data = FileManager.default.contents(atPath: file), let yaml = String(data: data, encoding: .utf8)
        else {
            throw CollectError(
                .misconfigured, "\(file) cannot be read.", remedy: "Run tombo as the user who runs `juju`.")
        }
        return try YAMLTree(yaml: yaml, path: file)
    }
}
