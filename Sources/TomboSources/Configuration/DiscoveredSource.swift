/// A source, other than a login to OpenStack, that can be configured with what is on this machine.
public struct DiscoveredSource: Sendable {
    /// As a person calls it: `Juju`.
    public var title: String
    /// The file or program that was found; nil for nothing.
    public var found: String?
    /// Its section of tombo.yaml, from `juju:` on, two spaces a level; empty when nothing was found.
    public var section: [String]

    init(title: String, found: String? = nil, section: [String] = []) {
        self.title = title
        self.found = found
        self.section = section
    }
}
