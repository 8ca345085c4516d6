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
    /// The way to it.
    public var access: any Access
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

extension TomboConfiguration.Cloud {
    /// Its sources, with their credentials. One that cannot be asked fails
    /// when it is, and says why; the others are asked all the same.
    ///
    /// - Throws: ``CollectError/Code/misconfigured``, naming file and key, when none can be asked.
    public func sources(_ places: ConfigurationPlaces) throws(CollectError) -> [ConfiguredSource] {
        var sources: [ConfiguredSource] = []
        var failures: [CollectError] = []
        for (type, section) in sections {
            do throws(CollectError) {
                sources.append(try section.source(places))
            } catch {
                failures.append(error)
                sources.append(UnusableSource(name: type.name, specs: type.specs, error: error).configured)
            }
        }
        if let error = failures.first, failures.count == sections.count { throw error }
        return sources
    }
}
