import TomboRecords

/// Settings of one cloud in the spelling of clouds.yaml, wherever they come
/// from, with enough memory of their origin to name a key in an error.
struct OpenStackSettings {
    enum Origin: Hashable {
        case file(path: String, cloud: String)
        /// `OS_*` variables, as an openrc sets them.
        case environment
    }

    /// Keys below `auth` and above it together, as all the clients take them
    /// from either place. An empty text counts as not set.
    var values: [String: String]
    var origin: Origin
    /// Directory that `~` in a path stands for.
    var home: String

    /// The first of several spellings of a key that is set.
    func first(_ keys: String...) -> String? { first(keys) }

    private func first(_ keys: [String]) -> String? {
        for key in keys { if let value = values[key], !value.isEmpty { return value } }
        return nil
    }

    /// How a person finds the key again.
    func spelled(_ key: String, inAuth: Bool = true) -> String {
        switch origin {
        case .file(_, let cloud): "`clouds.\(cloud).\(inAuth ? "auth." : "")\(key)`"
        case .environment: "`OS_\(key.uppercased())`"
        }
    }

    var place: String {
        switch origin {
        case .file(let path, _): path
        case .environment: "the environment"
        }
    }

    func required(_ keys: String...) throws(CollectError) -> String {
        if let value = first(keys) { return value }
        let key = keys[0]
        let remedy =
            switch origin {
            case .file(let path, _): "Add \(spelled(key)) to \(path), or to secure.yaml beside it."
            case .environment: "Set \(spelled(key)), for example by sourcing the cloud's openrc file."
            }
        throw CollectError(.misconfigured, "\(spelled(key)) is not set in \(place).", remedy: remedy)
    }

    func invalid(_ key: String, inAuth: Bool = true, _ what: String, remedy: String) -> CollectError {
        CollectError(.misconfigured, "\(spelled(key, inAuth: inAuth)) in \(place) \(what).", remedy: remedy)
    }
}

extension OpenStackSettings {
    /// The configuration that these settings describe.
    func configuration() throws(CollectError) -> OpenStackConfiguration {
        guard let authURL = OpenStackConfiguration.normalizedAuthURL(try required("auth_url")) else {
            throw invalid(
                "auth_url", "is not the address of a Keystone",
                remedy: "Write it as https://keystone.example:5000/v3, without a user or a password in it.")
        }
        return OpenStackConfiguration(
            authURL: authURL, auth: try auth(), region: first("region_name"), interface: try interface(),
            caFile: first("cacert").map(expanded), insecure: isInsecure)
    }

    private func interface() throws(CollectError) -> OpenStackConfiguration.Interface {
        guard var word = first("interface", "endpoint_type") else { return .public }
        if word.hasSuffix("URL") { word.removeLast(3) }
        guard let interface = OpenStackConfiguration.Interface(rawValue: word.lowercased()) else {
            throw invalid(
                "interface", inAuth: false, "is `\(word)`, which is no interface",
                remedy: "Write public, internal or admin.")
        }
        return interface
    }

    private var isInsecure: Bool {
        if let verify = first("verify").map(Self.isTrue) { return !verify }
        return first("insecure").map(Self.isTrue) ?? false
    }

    private static func isTrue(_ text: String) -> Bool {
        ["true", "yes", "on", "1", "y", "t"].contains(text.lowercased())
    }

    private func expanded(_ path: String) -> String { path.hasPrefix("~/") ? home + path.dropFirst() : path }

    private func auth() throws(CollectError) -> OpenStackAuth {
        let hasCredential = first("application_credential_id", "application_credential_name") != nil
        let guess = hasCredential ? "v3applicationcredential" : first("token") != nil ? "token" : "password"
        // The clients take `password` for granted, so an openrc with only a token says nothing.
        switch first("auth_type") ?? guess {
        case "password", "v3password":
            let user = try user()
            return .password(user: user, password: Secret(try required("password")), project: try project())
        case "v3applicationcredential":
            let secret = Secret(try required("application_credential_secret"))
            if let id = first("application_credential_id") { return .applicationCredential(.id(id), secret: secret) }
            let name = try required("application_credential_id", "application_credential_name")
            return .applicationCredential(.name(name, try user()), secret: secret)
        case "token", "v3token":
            let token = Secret(try required("token"))
            let isScoped = first("project_id", "tenant_id", "project_name", "tenant_name") != nil
            return .token(token, project: isScoped ? try project() : nil)
        case let other:
            throw invalid(
                "auth_type", inAuth: false, "is `\(other)`, which tombo does not know",
                remedy: "Use password, v3applicationcredential or token.")
        }
    }

    private func user() throws(CollectError) -> OpenStackAuth.User {
        if let id = first("user_id") { return .id(id) }
        return .name(try required("username", "user_name"), domain("user_domain"))
    }

    private func project() throws(CollectError) -> OpenStackAuth.Project {
        if let id = first("project_id", "tenant_id") { return .id(id) }
        if first("project_name", "tenant_name") == nil, first("system_scope") != nil {
            throw invalid(
                "system_scope", "asks for the whole system, where some services answer nothing",
                remedy: "Set \(spelled("project_name")) to a project on which the user has the role admin.")
        }
        return .name(try required("project_name", "tenant_name"), domain("project_domain"))
    }

    /// The domain of a name; as with the `openstack` client, the one with the
    /// id `default` when nobody says.
    private func domain(_ key: String) -> OpenStackAuth.Domain {
        if let id = first("\(key)_id", "domain_id") { return .id(id) }
        if let name = first("\(key)_name", "domain_name") { return .name(name) }
        if let name = first("default_domain_name") { return .name(name) }
        return .id(first("default_domain_id", "default_domain") ?? "default")
    }
}
