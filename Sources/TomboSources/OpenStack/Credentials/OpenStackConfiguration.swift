public import TomboRecords

/// Where an OpenStack cloud is and how to get in.
public struct OpenStackConfiguration: Sendable, Hashable {
    /// Keystone's address, ending in `/v3`.
    public var authURL: String
    public var auth: OpenStackAuth
    /// Region whose endpoints are asked; nil where the catalog has but one.
    public var region: String?
    public var interface: Interface
    /// PEM file with the authority that signed the endpoints' certificates.
    public var caFile: String?
    /// Somebody asked not to verify certificates.
    public var insecure: Bool

    /// Which of a service's endpoints to use.
    public enum Interface: String, Sendable, CaseIterable {
        case `public`, `internal`, admin
    }

    public init(
        authURL: String, auth: OpenStackAuth, region: String? = nil, interface: Interface = .public,
        caFile: String? = nil, insecure: Bool = false
    ) {
        self.authURL = authURL
        self.auth = auth
        self.region = region
        self.interface = interface
        self.caFile = caFile
        self.insecure = insecure
    }

    /// Whose certificates a live transport should believe. As with the
    /// `openstack` client, a CA file replaces the system's authorities.
    public var trust: TransportSettings.Trust {
        if insecure { return .insecure }
        return caFile.map { .only(caFile: $0) } ?? .system
    }

    /// What a recording has to keep so that it can be replayed; no secrets.
    public var recordedSettings: [String: String] {
        var settings = ["auth_url": authURL, "interface": interface.rawValue]
        settings["region"] = region
        return settings
    }

    /// The configuration for replaying a recording, which needs no credentials.
    ///
    /// - Parameter settings: What ``recordedSettings`` gave when it was made.
    /// - Throws: ``CollectError/Code/misconfigured`` when the address is not among them.
    public init(replaying settings: [String: String]) throws(CollectError) {
        guard let authURL = settings["auth_url"] else {
            throw CollectError(
                .misconfigured, "The recording does not say which Keystone it was made from (`auth_url`).",
                remedy: "Record the cloud again.")
        }
        self.init(
            authURL: authURL, auth: .replay, region: settings["region"],
            interface: settings["interface"].flatMap(Interface.init) ?? .public)
    }

    /// Keystone's address with or without a version, made to end in `/v3`;
    /// nil when it is no address.
    static func normalizedAuthURL(_ text: String) -> String? {
        var url = text
        while url.hasSuffix("/") { url.removeLast() }
        for scheme in ["http://", "https://"] where url.lowercased().hasPrefix(scheme) {
            let rest = url.dropFirst(scheme.count)
            guard let first = rest.first, first != "/", !rest.contains(where: { " ?#@".contains($0) }) else {
                return nil
            }
            for version in ["/v3", "/v2.0"] where url.hasSuffix(version) {
                url.removeLast(version.count)
                break
            }
            return url + "/v3"
        }
        return nil
    }
}
