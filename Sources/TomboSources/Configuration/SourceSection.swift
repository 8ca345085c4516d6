public import TomboRecords

/// The section of one source below a cloud of tombo.yaml.
protocol SourceSection: Sendable {
    /// Finds the credentials and makes the source.
    ///
    /// - Throws: ``CollectError/Code/misconfigured``: then this cloud cannot
    ///   be asked, and the others can.
    func source(_ places: ConfigurationPlaces) throws(CollectError) -> ConfiguredSource
}

/// A source with everything that asking it takes.
public struct ConfiguredSource: Sendable {
    public var source: any Source
    /// As a recording calls it: `openstack`.
    public var type: String
    /// Whose certificates a live transport should believe.
    public var trust: TransportSettings.Trust
    /// What a recording keeps so that it can be replayed; no secrets.
    public var recordedSettings: [String: String]
    /// What must not appear in anything that tombo writes.
    public var secrets: [Secret]
    /// For all its answers, where the configuration says.
    public var deadline: Duration?
    /// For a person: "cloud `lab` of /etc/openstack/clouds.yaml".
    public var origin: String
    public var warnings: [CredentialWarning]
}

/// Which sections there are: a source is one line here.
enum SourceSections {
    typealias Reading =
        @Sendable (ConfigurationNode, String, ConfigurationPlaces) throws(CollectError) -> any SourceSection

    static let table: [(word: String, read: Reading)] = [
        ("openstack", { node, cloud, places throws(CollectError) in try OpenStackSection(node, cloud: cloud, places) })
    ]

    /// What the design has and this tombo cannot read yet.
    static let later = ["maas", "juju", "ceph", "vault"]

    static func read(
        _ word: String, _ node: ConfigurationNode, cloud: String, _ places: ConfigurationPlaces
    ) throws(CollectError) -> any SourceSection {
        if let section = table.first(where: { $0.word == word }) { return try section.read(node, cloud, places) }
        let words = table.map(\.word)
        if later.contains(word) {
            throw node.wrong(
                "cannot be used: this tombo reads only \(words.joined(separator: ", "))",
                remedy: "Remove the section, or use a later tombo.")
        }
        throw node.unknown(word, among: words)
    }
}

extension TomboConfiguration.Cloud {
    /// Its sources, with their credentials.
    ///
    /// - Throws: ``CollectError/Code/misconfigured``, naming file and key.
    public func sources(_ places: ConfigurationPlaces) throws(CollectError) -> [ConfiguredSource] {
        var sources: [ConfiguredSource] = []
        for section in sections { sources.append(try section.source(places)) }
        return sources
    }
}
