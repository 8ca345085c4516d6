import TomboRecords
import TomboStore

/// On which physical host is it, and how do we know?
public struct WhereQuestion: Question {
    /// One or more resources.
    public var resources: [String]
    /// The servers that have this role, beside ``resources``.
    public var role: String?
    /// Which names have which role, by cloud, as the configuration says.
    public var roles: [String: Roles]

    public init(resources: [String], role: String? = nil, roles: [String: Roles] = [:]) {
        self.resources = resources
        self.role = role
        self.roles = roles
    }

    public func answer(_ moment: Moment) throws -> Answer {
        var finders: [String: PlaceFinder] = [:]
        func finder(_ cloud: String) -> PlaceFinder {
            if let known = finders[cloud] { return known }
            let made = PlaceFinder(moment, cloud: cloud)
            finders[cloud] = made
            return made
        }
        var rows: [Row] = []
        for text in resources {
            if let row = try address(text, moment, finder) {
                rows.append(row)
                continue
            }
            let found: FoundResource
            do {
                found = try ResourceReference(text, specs: moment.reader.specs).resolve(moment)
            } catch let error as QueryError {
                // A host's name is its machine's, its hypervisor's and its CRUSH host's: all of them are meant.
                guard let row = try host(text, moment, finder) else { throw error }
                rows.append(row)
                continue
            }
            rows += try finder(found.cloud).places(of: found).map {
                Row(reference: $0.resource.reference, kind: $0.resource.spec.kind, cloud: found.cloud, place: $0.place)
            }
        }
        rows += try roleRows(moment, finder)
        let kinds = finders.values.reduce(into: Set<String>()) { $0.formUnion($1.kinds) }
        let clouds = Set(rows.map(\.cloud))
        return try answer(rows, kinds, clouds.count == 1 ? clouds.first.map(moment.within) ?? moment : moment)
    }

    private struct Row {
        var reference: String
        var kind: String
        var cloud: String
        var place: Place
    }

    /// A bare address is no resource of any kind, but it is a port's: `where 192.169.0.5`.
    private func address(_ text: String, _ moment: Moment, _ finder: (String) -> PlaceFinder) throws -> Row? {
        guard text.contains(".") || text.contains(":"), text.allSatisfy({ $0.isHexDigit || ".:".contains($0) }),
            (try? ResourceReference(text, specs: moment.reader.specs).resolve(moment)) == nil
        else { return nil }
        for cloud in moment.snapshots.map(\.cloud) {
            var place = Place()
            if try finder(cloud).enter(address: text, &place) {
                return Row(reference: text, kind: "neutron_port", cloud: cloud, place: place)
            }
        }
        return nil
    }

    /// A host that some layer knows, by the name that it has in any of them.
    private func host(_ text: String, _ moment: Moment, _ finder: (String) -> PlaceFinder) throws -> Row? {
        var rows: [Row] = []
        for cloud in moment.snapshots.map(\.cloud) {
            guard let host = HostReference(text).find(in: try finder(cloud).hosts()),
                let member = HostMember.Kind.allCases.reversed().lazy.compactMap({ host[$0] }).first
            else { continue }
            var place = Place()
            place.arrive(at: member, of: host)
            rows.append(Row(reference: "host/\(host.name)", kind: "host", cloud: cloud, place: place))
        }
        return rows.count == 1 ? rows[0] : nil
    }

    private func roleRows(_ moment: Moment, _ finder: (String) -> PlaceFinder) throws -> [Row] {
        guard let role else { return [] }
        var rows: [Row] = []
        for cloud in moment.snapshots.map(\.cloud).sorted() {
            for match in try RoleFinder(role: role, roles: roles[cloud] ?? [:]).servers(
                moment.within(cloud), cloud: cloud)
            {
                var place = try finder(cloud).place(of: match.server)
                place.chain.insert(.init(from: "role/\(role)", to: match.server.reference, rule: match.rule), at: 0)
                rows.append(
                    Row(reference: match.server.reference, kind: match.server.spec.kind, cloud: cloud, place: place))
            }
        }
        if rows.isEmpty {
            throw QueryError(
                .unknownResource, "Snapshot #\(moment.snapshot.seq) has no server with the role \(role).",
                remedy:
                    "A role is a server's name, its metadata `role`, a tag, or an entry under `roles:` of the cloud "
                    + "in tombo.yaml.")
        }
        return rows
    }

    private func answer(_ rows: [Row], _ kinds: Set<String>, _ moment: Moment) throws -> Answer {
        let places = rows.map(\.place)
        var answer = Answer(
            columns: [
                .init("resource"), .init("kind", isBrief: false),
                .init("cloud", isBrief: Set(rows.map(\.cloud)).count > 1), .init("host"),
                // On one host the hypervisor has its name: said only where it says something.
                .init("hypervisor", isBrief: places.contains { $0.hypervisor != nil && $0.hypervisor != $0.host }),
                .init("juju_machine", isBrief: places.contains { $0.jujuMachine != nil }),
                .init("maas_system_id", isBrief: places.contains { $0.maasSystemID != nil }),
                .init("hosts", .set, isBrief: places.contains { $0.hosts.count > 1 }), .init("chain", .json),
            ],
            rows: rows.map { row in
                [
                    .text(row.reference), .text(row.kind), .text(row.cloud), Value(row.place.host),
                    Value(row.place.hypervisor), Value(row.place.jujuMachine), Value(row.place.maasSystemID),
                    .list(row.place.hosts.map { .text($0) }), .list(row.place.chain.map(\.value)),
                ]
            }, snapshot: moment.snapshot, gaps: try moment.gaps(kinds))
        answer.snapshots = moment.snapshots
        return answer
    }
}
