import TomboRecords

/// How tombo proves to Keystone who it is.
public enum OpenStackAuth: Sendable, Hashable {
    case password(user: User, password: Secret, project: Project)
    /// It carries its own project: Keystone refuses a scope beside it.
    case applicationCredential(ApplicationCredential, secret: Secret)
    /// A token that somebody else got; it cannot outlive itself.
    case token(Secret, project: Project?)
    /// Nothing: a recording answers, whoever asks.
    case replay

    public enum Domain: Sendable, Hashable {
        case id(String)
        case name(String)
    }

    public enum User: Sendable, Hashable {
        case id(String)
        case name(String, Domain)
    }

    public enum Project: Sendable, Hashable {
        case id(String)
        case name(String, Domain)
    }

    public enum ApplicationCredential: Sendable, Hashable {
        case id(String)
        /// A name is unique for its user only.
        case name(String, User)
    }
}

extension OpenStackAuth {
    /// The body of `POST /v3/auth/tokens`. It holds the secret.
    var requestBody: Value {
        var auth: [Value.Field] = []
        switch self {
        case .password(let user, let password, let project):
            let user = user.fields + [.init("password", .text(password.reveal()))]
            auth = [.init("identity", Self.identity("password", [.init("user", .object(user))]))]
            auth.append(.init("scope", project.scope))
        case .applicationCredential(let credential, let secret):
            let fields = credential.fields + [.init("secret", .text(secret.reveal()))]
            auth = [.init("identity", Self.identity("application_credential", fields))]
        case .token(let token, let project):
            auth = [.init("identity", Self.identity("token", [.init("id", .text(token.reveal()))]))]
            if let project { auth.append(.init("scope", project.scope)) }
        case .replay:
            auth = [.init("identity", Self.identity("password", []))]
        }
        return .object([.init("auth", .object(auth))])
    }

    /// What must not appear in anything that tombo says.
    public var secret: Secret? {
        switch self {
        case .password(_, let secret, _), .applicationCredential(_, let secret), .token(let secret, _): secret
        case .replay: nil
        }
    }

    /// What to check when Keystone refuses, as it never says which part was wrong.
    var remedy: String {
        switch self {
        case .password:
            "Check the user, its domain, the password, the project and its domain, and that the user has a role on it."
        case .applicationCredential:
            "Check the application credential's id and secret, and that it has not expired or been deleted."
        case .token: "Get a new token, or use a password or an application credential, which tombo can renew."
        case .replay: "Record the cloud again."
        }
    }

    private static func identity(_ method: String, _ fields: [Value.Field]) -> Value {
        .object([.init("methods", .list([.text(method)])), .init(method, .object(fields))])
    }
}

extension OpenStackAuth.Domain {
    var value: Value {
        switch self {
        case .id(let id): .object([.init("id", .text(id))])
        case .name(let name): .object([.init("name", .text(name))])
        }
    }
}

extension OpenStackAuth.User {
    var fields: [Value.Field] {
        switch self {
        case .id(let id): [.init("id", .text(id))]
        case .name(let name, let domain): [.init("name", .text(name)), .init("domain", domain.value)]
        }
    }
}

extension OpenStackAuth.Project {
    var scope: Value {
        let fields: [Value.Field] =
            switch self {
            case .id(let id): [.init("id", .text(id))]
            case .name(let name, let domain): [.init("name", .text(name)), .init("domain", domain.value)]
            }
        return .object([.init("project", .object(fields))])
    }
}

extension OpenStackAuth.ApplicationCredential {
    var fields: [Value.Field] {
        switch self {
        case .id(let id): [.init("id", .text(id))]
        case .name(let name, let user): [.init("name", .text(name)), .init("user", .object(user.fields))]
        }
    }
}
