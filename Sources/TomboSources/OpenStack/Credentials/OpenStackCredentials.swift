import Foundation
public import TomboRecords

/// Something about credentials that works, and should not stay so.
public struct CredentialWarning: Sendable, Hashable {
    /// A sentence: what is wrong.
    public var message: String
    /// What to do about it; begins with a verb.
    public var remedy: String
}

/// A cloud's configuration, and where it was found.
public struct OpenStackCredentials: Sendable {
    /// What the cloud is called: as in clouds.yaml, or as the person said.
    public var cloud: String
    public var configuration: OpenStackConfiguration
    /// For a person: "cloud `lab` of /etc/openstack/clouds.yaml".
    public var origin: String
    public var warnings: [CredentialWarning]

    public init(
        cloud: String, configuration: OpenStackConfiguration, origin: String, warnings: [CredentialWarning]
    ) {
        self.cloud = cloud
        self.configuration = configuration
        self.origin = origin
        self.warnings = warnings
    }
}

/// Finds the credentials that the `openstack` client would use.
///
/// It never looks at the process: environment and directories are given.
public struct OpenStackCredentialSearch: Sendable {
    /// The cloud to use, by name; nil leaves it to `OS_CLOUD`, the `OS_*`
    /// variables, or a file that has only one.
    public var cloud: String?
    /// A clouds.yaml to use instead of looking for one.
    public var file: String?
    /// Where somebody said to look; nil takes what is there.
    public var place: Place?
    public var environment: [String: String]
    public var workingDirectory: String
    public var homeDirectory: String
    public var systemDirectory: String

    public enum Place: Sendable, Hashable {
        /// A clouds.yaml, whatever the variables hold.
        case file
        /// The `OS_*` variables, whatever files there are.
        case environment
    }

    public init(
        cloud: String? = nil, file: String? = nil, place: Place? = nil, environment: [String: String],
        workingDirectory: String,
        homeDirectory: String, systemDirectory: String = "/etc/openstack"
    ) {
        self.cloud = cloud
        self.file = file
        self.place = place
        self.environment = environment
        self.workingDirectory = workingDirectory
        self.homeDirectory = homeDirectory
        self.systemDirectory = systemDirectory
    }

    /// The credentials, by the first of these that is there: the cloud asked
    /// for, `OS_CLOUD`, a whole openrc in `OS_*`, the only cloud of the file.
    ///
    /// - Throws: ``CollectError/Code/misconfigured``, naming file and key.
    public func find() throws(CollectError) -> OpenStackCredentials {
        if place == .environment {
            return try credentials(
                environmentSettings, cloud: cloud ?? "openstack", origin: "the OS_* environment", [])
        }
        let name = cloud ?? environment["OS_CLOUD"].flatMap { $0.isEmpty ? nil : $0 }
        // An openrc names no cloud; where there is no clouds.yaml, a name given beside it is the cloud's.
        let isUnnamed = name == nil || found("clouds", variable: "OS_CLIENT_CONFIG_FILE") == nil
        if isUnnamed, file == nil, place == nil, environment["OS_AUTH_URL"]?.isEmpty == false {
            return try credentials(
                environmentSettings, cloud: name ?? "openstack", origin: "the OS_* environment", [])
        }
        let yaml = try cloudsYAML(wanting: name)
        let names = yaml.names
        guard let name = name ?? (names.count == 1 ? names[0] : nil) else {
            let known = names.map { "`\($0)`" }.joined(separator: ", ")
            throw CollectError(
                .misconfigured, "\(yaml.path) has \(names.isEmpty ? "no cloud" : "several clouds: \(known)").",
                remedy: names.isEmpty
                    ? "Add a cloud under `clouds:`."
                    : "Name one with --cloud or OS_CLOUD, or with `cloud:` in a tombo.yaml, which `tombo init` writes.")
        }
        let settings = try yaml.settings(of: name, home: homeDirectory)
        return try credentials(settings, cloud: name, origin: "cloud `\(name)` of \(yaml.path)", yaml.warnings)
    }

    /// The clouds.yaml that would be used, and the clouds in it; nil when there is none.
    ///
    /// - Throws: ``CollectError/Code/misconfigured`` when it cannot be read.
    public func cloudsFile() throws(CollectError) -> (path: String, clouds: [String])? {
        guard file ?? found("clouds", variable: "OS_CLIENT_CONFIG_FILE") != nil else { return nil }
        let yaml = try cloudsYAML(wanting: nil)
        return (yaml.path, yaml.names)
    }

    private func cloudsYAML(wanting name: String?) throws(CollectError) -> CloudsYAML {
        try CloudsYAML(
            path: try cloudsPath(wanting: name), secure: found("secure", variable: "OS_CLIENT_SECURE_FILE"),
            profiles: found("clouds-public", variable: "OS_CLIENT_VENDOR_FILE"))
    }

    private func credentials(
        _ settings: OpenStackSettings, cloud: String, origin: String, _ warnings: [CredentialWarning]
    ) throws(CollectError) -> OpenStackCredentials {
        let configuration = try settings.configuration()
        var warnings = warnings
        if configuration.insecure {
            warnings.append(
                .init(
                    message: "The certificates of this cloud are not verified, as \(origin) says.",
                    remedy: "Set `cacert` to the authority that signed them."))
        }
        return OpenStackCredentials(
            cloud: cloud, configuration: configuration, origin: origin, warnings: warnings)
    }

    /// `OS_USER_DOMAIN_NAME` and its like in the spelling of clouds.yaml.
    private var environmentSettings: OpenStackSettings {
        var values: [String: String] = [:]
        for (name, value) in environment where name.hasPrefix("OS_") {
            values[name.dropFirst(3).lowercased()] = value
        }
        return OpenStackSettings(values: values, origin: .environment, home: homeDirectory)
    }

    private var directories: [String] {
        // A file that somebody named has its secure.yaml beside it.
        (file.map { [PathText.folder(of: $0)] } ?? []) + [
            workingDirectory, homeDirectory + "/.config/openstack", systemDirectory,
        ]
    }

    private func cloudsPath(wanting name: String?) throws(CollectError) -> String {
        if let path = file ?? found("clouds", variable: "OS_CLIENT_CONFIG_FILE") { return path }
        let places = directories.map { "\($0)/clouds.yaml" }.joined(separator: ", ")
        let wanted = name.map { " for the cloud `\($0)`" } ?? ""
        throw CollectError(
            .misconfigured, "There are no OpenStack credentials\(wanted): neither OS_AUTH_URL nor any of \(places).",
            remedy: "Source the cloud's openrc file, or write a clouds.yaml to one of these places.")
    }

    /// The file that a variable names, whether it is there or not, or the
    /// first that is there in the directories.
    private func found(_ stem: String, variable: String) -> String? {
        if let path = environment[variable], !path.isEmpty { return path }
        for directory in directories {
            for ending in ["yaml", "yml"] {
                let path = "\(directory)/\(stem).\(ending)"
                if FileManager.default.fileExists(atPath: path) { return path }
            }
        }
        return nil
    }
}
