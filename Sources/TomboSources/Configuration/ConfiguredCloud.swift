public import TomboRecords

/// A cloud to ask, with its sources, or with why they cannot be asked.
public struct ConfiguredCloud: Sendable {
    public var name: String
    public var sources: Result<[ConfiguredSource], CollectError>

    /// The clouds that a person means: those of the configuration, or the one
    /// whose credentials are found where the `openstack` client finds them.
    ///
    /// - Parameters:
    ///   - configuration: A tombo.yaml, where there is one.
    ///   - cloud: Only this one.
    ///   - places: Where credentials are looked for.
    /// - Returns: Each with its sources, in the order of their names.
    /// - Throws: ``CollectError/Code/misconfigured`` when there is no cloud at
    ///   all, or none called `cloud`.
    public static func find(
        _ configuration: TomboConfiguration?, cloud: String?, _ places: ConfigurationPlaces
    ) throws(CollectError) -> [ConfiguredCloud] {
        guard let configuration, !configuration.clouds.isEmpty else {
            let credentials = try places.openStackSearch(cloud: cloud).find()
            return [ConfiguredCloud(name: credentials.cloud, sources: .success([ConfiguredSource(credentials)]))]
        }
        let chosen = try cloud.map { name throws(CollectError) in [try configuration.cloud(name)] }
        return (chosen ?? configuration.clouds).map { cloud in
            do throws(CollectError) {
                return ConfiguredCloud(name: cloud.name, sources: .success(try cloud.sources(places)))
            } catch {
                return ConfiguredCloud(name: cloud.name, sources: .failure(error))
            }
        }
    }
}
