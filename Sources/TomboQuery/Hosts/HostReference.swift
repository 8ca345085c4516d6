import TomboRecords
import TomboStore

/// How a person names a physical host: `node3`, `host/node3`, `node3.maas`,
/// MAAS's system_id.
struct HostReference {
    let text: String
    private let name: String

    init(_ text: String) {
        self.text = text
        name = text.hasPrefix("host/") ? String(text.dropFirst(5)) : text
    }

    /// - Throws: ``QueryError``: `unknownResource` with the nearest name, `ambiguousResource` with what there is.
    func resolve(_ map: HostMap, _ moment: Moment) throws -> PhysicalHost {
        let found = map.named(name)
        if found.count == 1 { return found[0] }
        if found.isEmpty {
            throw QueryError(
                .unknownResource, "Snapshot #\(moment.snapshot.seq) has no host called \(name).",
                remedy: Nearest.name(to: name, among: map.hosts.map(\.name)).map { "Did you mean `\($0)`?" }
                    ?? "List the hosts with `tombo hosts`.")
        }
        throw QueryError(
            .ambiguousResource, "\(text) could be \(found.map(\.name).joined(separator: ", ")).",
            remedy: "Name one of them in full.")
    }

    /// The same, where it need not be a host.
    func find(in map: HostMap) -> PhysicalHost? {
        let found = map.named(name)
        return found.count == 1 ? found[0] : nil
    }
}
