import Foundation

/// What a process was started in, given and not looked at: where its
/// configuration and its credentials are looked for.
public struct ConfigurationPlaces: Sendable {
    public var environment: [String: String]
    public var workingDirectory: String
    public var homeDirectory: String
    /// Of the whole machine: `/etc`.
    public var systemDirectory: String

    public init(
        environment: [String: String], workingDirectory: String, homeDirectory: String,
        systemDirectory: String = "/etc"
    ) {
        self.environment = environment
        self.workingDirectory = workingDirectory
        self.homeDirectory = homeDirectory
        self.systemDirectory = systemDirectory
    }

    /// Where a person's own tombo.yaml is.
    public var ownFile: String {
        let base = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? homeDirectory + "/.config"
        return base + "/tombo/tombo.yaml"
    }

    /// Where a tombo.yaml is looked for when nobody names one, in this order.
    var files: [String] { [workingDirectory + "/tombo.yaml", ownFile, systemDirectory + "/tombo/tombo.yaml"] }

    /// A path that somebody wrote: `~` is home, and the rest is seen from `directory`.
    func path(_ text: String, from directory: String) -> String {
        if text == "~" { return homeDirectory }
        if text.hasPrefix("~/") { return homeDirectory + text.dropFirst() }
        return text.hasPrefix("/") || directory.isEmpty ? text : directory + "/" + text
    }

    /// A path as a person would write it.
    public func spoken(_ path: String) -> String {
        path.hasPrefix(homeDirectory + "/") ? "~" + path.dropFirst(homeDirectory.count) : path
    }

    /// The search for OpenStack's credentials from here.
    func openStackSearch(
        cloud: String? = nil, file: String? = nil, place: OpenStackCredentialSearch.Place? = nil
    ) -> OpenStackCredentialSearch {
        OpenStackCredentialSearch(
            cloud: cloud, file: file, place: place, environment: environment, workingDirectory: workingDirectory,
            homeDirectory: homeDirectory, systemDirectory: systemDirectory + "/openstack")
    }
}
