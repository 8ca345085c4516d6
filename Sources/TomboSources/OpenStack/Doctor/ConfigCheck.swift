import TomboRecords

/// Which credentials tombo uses, and where they come from.
enum ConfigCheck {
    static func rows(_ credentials: OpenStackCredentials, source: String) -> [DoctorRow] {
        let configuration = credentials.configuration
        var parts = ["\(configuration.auth.words) at \(configuration.authURL)"]
        if let region = configuration.region { parts.append("region \(region)") }
        if configuration.interface != .public { parts.append("\(configuration.interface.rawValue) endpoints") }
        let origin = credentials.origin.prefix(1).uppercased() + credentials.origin.dropFirst()
        var rows = [DoctorRow(.config, source, .ok, "\(origin): \(parts.joined(separator: ", ")).")]
        for warning in credentials.warnings {
            rows.append(DoctorRow(.config, source, .warn, warning.message, remedy: warning.remedy))
        }
        return rows
    }
}

extension OpenStackAuth {
    /// How tombo gets in, for people; never with what.
    var words: String {
        switch self {
        case .password(let user, _, _): "password of \(user.words)"
        case .applicationCredential(.id, _): "application credential"
        case .applicationCredential(.name(let name, let user), _): "application credential \(name) of \(user.words)"
        case .token: "a token that tombo cannot renew"
        case .replay: "a recording"
        }
    }
}

extension OpenStackAuth.User {
    fileprivate var words: String {
        switch self {
        case .id(let id): "user \(id)"
        case .name(let name, _): name
        }
    }
}
