import TomboRecords

/// What a service says of the microversions it speaks.
///
/// Nova writes `version` for the newest, Placement `max_version`; at the root
/// both list versions, below `/v2.1` Nova has only one. Nova's v2.0 has empty
/// texts: it knows no microversions.
struct VersionDocument: Decodable, Sendable {
    private struct Entry: Decodable {
        var version: String?
        var newest: String?
        var oldest: String?

        enum CodingKeys: String, CodingKey {
            case version
            case newest = "max_version"
            case oldest = "min_version"
        }
    }

    private enum CodingKeys: String, CodingKey { case version, versions }

    /// Oldest and newest; nil when there are none.
    var range: ClosedRange<Microversion>?

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        var entries = try container.decodeIfPresent([Entry].self, forKey: .versions) ?? []
        if let entry = try container.decodeIfPresent(Entry.self, forKey: .version) { entries.append(entry) }
        for entry in entries {
            guard let oldest = entry.oldest.flatMap({ Microversion($0) }),
                let newest = (entry.newest ?? entry.version).flatMap({ Microversion($0) }), oldest <= newest,
                newest > range?.upperBound ?? .init(0, 0)
            else { continue }
            range = oldest...newest
        }
    }

    /// The microversion to ask for: the pinned one, or the newest there is.
    ///
    /// - Throws: ``CollectError/Code/unsupportedVersion`` naming both sides.
    func negotiated(_ wanted: OpenStackService.Microversions, title: String) throws(CollectError) -> Microversion {
        guard let range else {
            throw CollectError(
                .unsupportedVersion, "\(title) speaks no microversions; tombo needs \(wanted.required) at least.",
                remedy: "Check that the catalog names the \(wanted.name) API that has them, such as /v2.1 for Nova.")
        }
        let chosen = min(wanted.wanted, range.upperBound)
        guard chosen >= wanted.required, chosen >= range.lowerBound else {
            throw CollectError(
                .unsupportedVersion,
                "\(title) speaks microversions \(range.lowerBound) to \(range.upperBound); tombo needs one from "
                    + "\(wanted.required) to \(wanted.wanted).",
                remedy: range.upperBound < wanted.required
                    ? "Upgrade \(title), or write `without: [\(title.lowercased())]` for this cloud into tombo.yaml."
                    : "Use a newer tombo.")
        }
        return chosen
    }
}
