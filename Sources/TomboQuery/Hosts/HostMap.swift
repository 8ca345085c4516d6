import TomboRecords
import TomboStore

/// The physical hosts of one cloud at one moment, and who lives where.
struct HostMap {
    /// In the order of their names.
    let hosts: [PhysicalHost]
    /// The layers that the cloud has: a host can only lack one of these.
    let layers: [HostMember.Kind]
    /// The kinds that were looked into.
    let kinds: Set<String>
    private let byMember: [String: Int]

    init(_ moment: Moment, cloud: String) throws {
        let reader = HostReader(moment: moment, cloud: cloud)
        layers = try HostMember.Kind.allCases.filter { try moment.has($0.rawValue, cloud: cloud) }
        let members = try layers.map { try reader.members($0) }
        hosts = HostJoin(members).hosts.sorted { NaturalOrder.compare($0.name, $1.name) < 0 }
        kinds = Set(layers.map(\.rawValue))
        var index: [String: Int] = [:]
        for (number, host) in hosts.enumerated() {
            for (kind, member) in host.members { index[Self.handle(kind, member.key)] = number }
        }
        byMember = index
    }

    private static func handle(_ kind: HostMember.Kind, _ key: String) -> String { "\(kind.rawValue)\0\(key)" }

    /// The host of which a layer's resource is a view.
    func host(_ kind: HostMember.Kind, key: String) -> PhysicalHost? {
        byMember[Self.handle(kind, key)].map { hosts[$0] }
    }

    /// The hosts that a person may mean by a name: by a whole one, else by its first label.
    func named(_ name: String) -> [PhysicalHost] {
        let name = name.lowercased()
        let whole = hosts.filter { host in
            host.members.values.contains { $0.name.lowercased() == name || $0.key.lowercased() == name }
        }
        if !whole.isEmpty { return whole }
        return hosts.filter { $0.members.values.contains { $0.identifiers[.shortName]?.contains(name) ?? false } }
    }

    /// Whether a layer's view that fits several hosts may be this one: then what it has may be here.
    func mayBe(_ host: PhysicalHost, _ kind: HostMember.Kind) -> Bool {
        let own = Set(host.members.values.map(\.reference))
        return hosts.contains { other in
            other[kind] != nil && other.doubt.map { !own.isDisjoint(with: $0.candidates) } ?? false
        }
    }

    /// The layers that do not know a host.
    func missing(_ host: PhysicalHost) -> [HostMember.Kind] { layers.filter { host[$0] == nil } }
}

extension Moment {
    /// The kinds of the layers that the cloud has: where the configuration knows no MAAS, nothing of MAAS is missing.
    func layersSpecs(of cloud: String) throws -> [RecordSpec] {
        let asked = try reader.rows(
            """
            SELECT DISTINCT k.name FROM collector o JOIN cloud c ON c.id = o.cloud_id JOIN kind k ON k.id = o.kind_id
            WHERE c.name = ?1
            """, [.text(cloud)])
        let layers = Set(asked.compactMap { $0[0].text.map(Layer.init(kind:)) })
        return reader.specs.filter { layers.contains($0.layer) }
    }

    func layersKinds(of cloud: String) throws -> [String] { try layersSpecs(of: cloud).map(\.kind) }

    /// Whether somebody ever asked the cloud for a kind: a layer that the
    /// configuration does not have is not a gap.
    func has(_ kind: String, cloud: String) throws -> Bool {
        try !reader.rows(
            """
            SELECT 1 FROM collector o JOIN cloud c ON c.id = o.cloud_id JOIN kind k ON k.id = o.kind_id
            WHERE c.name = ?1 AND k.name = ?2 LIMIT 1
            """, [.text(cloud), .text(kind)]
        ).isEmpty
    }
}
