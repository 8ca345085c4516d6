import Foundation
import TomboRecords

/// The clouds of a clouds.yaml, with secure.yaml and profiles laid in.
struct CloudsYAML: Sendable {
    let path: String
    private let clouds: [String: YAMLTree]
    private let profiles: [String: YAMLTree]
    private(set) var warnings: [CredentialWarning] = []

    var names: [String] { clouds.keys.sorted() }

    /// - Parameters:
    ///   - path: The clouds.yaml.
    ///   - secure: A secure.yaml, laid over the clouds mapping by mapping.
    ///   - profiles: A clouds-public.yaml, laid under the clouds that name a profile of it.
    /// - Throws: ``CollectError/Code/misconfigured`` when a file cannot be
    ///   read, is not YAML or has no `clouds`.
    init(path: String, secure: String? = nil, profiles: String? = nil) throws(CollectError) {
        self.path = path
        var tree = try Self.tree(path, &warnings)
        guard case .mapping = tree["clouds"] else {
            throw CollectError(
                .misconfigured, "\(path) has no mapping `clouds` at its top.",
                remedy: "Put each cloud under `clouds:`, as the openstack client's documentation shows.")
        }
        if let secure { tree = tree.overlaid(with: try Self.tree(secure, &warnings)) }
        clouds = tree["clouds"]?.entries ?? [:]
        var profileTree = YAMLTree.mapping([:])
        if let profiles { profileTree = try Self.tree(profiles, &warnings) }
        self.profiles = profileTree["public-clouds"]?.entries ?? [:]
    }

    /// The settings of a cloud.
    ///
    /// - Throws: ``CollectError/Code/misconfigured`` for a name that is not
    ///   there, with the names that are.
    func settings(of name: String, home: String) throws(CollectError) -> OpenStackSettings {
        guard var cloud = clouds[name] else {
            let known = names.isEmpty ? "none" : names.map { "`\($0)`" }.joined(separator: ", ")
            let nearest = Nearest.name(to: name, among: names)
            throw CollectError(
                .misconfigured, "There is no cloud `\(name)` in \(path); it has \(known).",
                remedy: nearest.map { "Use `\($0)`, or add `\(name)` to \(path)." } ?? "Use one of these names.")
        }
        if let profile = (cloud["profile"] ?? cloud["cloud"])?.text, let below = profiles[profile] {
            cloud = below.overlaid(with: cloud)
        }
        return OpenStackSettings(
            values: Self.flattened(cloud), origin: .file(path: path, cloud: name), home: home)
    }

    /// Keys above and below `auth`; those below win, and `regions` stands in
    /// for `region_name` when it has only one.
    private static func flattened(_ cloud: YAMLTree) -> [String: String] {
        var values = cloud.entries.compactMapValues(\.text)
        values.merge(cloud["auth"]?.entries.compactMapValues(\.text) ?? [:]) { _, inAuth in inAuth }
        if values["region_name"] == nil, case .list(let regions) = cloud["regions"], regions.count == 1 {
            values["region_name"] = regions[0].text ?? regions[0]["name"]?.text
        }
        return values
    }

    private static func tree(_ path: String, _ warnings: inout [CredentialWarning]) throws(CollectError) -> YAMLTree {
        guard let data = FileManager.default.contents(atPath: path), let yaml = String(data: data, encoding: .utf8)
        else {
            throw CollectError(
                .misconfigured, "\(path) cannot be read.",
                remedy: "Check that the file is there, is text, and that tombo's user may read it.")
        }
        let tree = try YAMLTree(yaml: yaml, path: path)
        let mode = (try? FileManager.default.attributesOfItem(atPath: path))?[.posixPermissions] as? NSNumber
        if let mode, mode.intValue & 0o004 != 0, holdsSecret(tree) {
            warnings.append(
                .init(
                    message: "\(path) holds a password, and every user of this machine can read it.",
                    remedy: "Run `chmod 600 \(path)`."))
        }
        return tree
    }

    private static func holdsSecret(_ tree: YAMLTree) -> Bool {
        tree.entries.contains { key, value in
            (["password", "application_credential_secret", "token"].contains(key) && value.text?.isEmpty == false)
                || holdsSecret(value)
        }
    }
}
