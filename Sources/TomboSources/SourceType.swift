public import TomboRecords

/// A kind of source: what tombo has to know of it, once. A further source is
/// a folder, one of these, and one line in ``all``.
public struct SourceType: Sendable {
    typealias Reading =
        @Sendable (ConfigurationNode, String, ConfigurationPlaces) throws(CollectError) -> any SourceSection

    /// The word of its section in tombo.yaml, of `--source`, and its type in a recording.
    public let name: String
    /// Every kind that it reads, in the order in which a report shows them.
    public let specs: [RecordSpec]
    /// Reads its section of tombo.yaml.
    let section: Reading
    /// What of it is on this machine, for `init`; nil where credentials are looked for elsewhere.
    var discover: (@Sendable (ConfigurationPlaces) -> DiscoveredSource)?
    /// The source of a recording.
    let replaying: @Sendable (Recording.Source) throws(CollectError) -> any Source
}

extension SourceType {
    /// In the order in which a report shows them.
    public static let all: [SourceType] = [maas, juju, ceph, openStack, vault]

    /// Every kind of every source.
    public static let specs: [RecordSpec] = all.flatMap(\.specs)

    /// The source of a recording, from what the recording kept of its settings.
    ///
    /// - Throws: `unsupportedVersion` for a type of a later tombo; `misconfigured`
    ///   when a setting is missing.
    public static func source(replaying recorded: Recording.Source, in recording: Recording) throws(CollectError)
        -> any Source
    {
        guard let type = all.first(where: { $0.name == recorded.type }) else {
            throw CollectError(
                .unsupportedVersion, "\(recording.directory) holds a source of type \(recorded.type).",
                remedy: "Replay it with the tombo that recorded it, \(recording.tombo), or a later one.")
        }
        return try type.replaying(recorded)
    }

    static func section(
        _ word: String, _ node: ConfigurationNode, cloud: String, _ places: ConfigurationPlaces
    ) throws(CollectError) -> (type: SourceType, section: any SourceSection) {
        if let type = all.first(where: { $0.name == word }) { return (type, try type.section(node, cloud, places)) }
        let words = all.map(\.name)
        throw node.unknown(word, among: words + ["roles"])
    }
}
