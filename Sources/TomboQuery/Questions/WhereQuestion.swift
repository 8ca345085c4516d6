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
    /// Also where each server could go now.
    public var findsMoves: Bool

    public init(
        resources: [String], role: String? = nil, roles: [String: Roles] = [:], findsMoves: Bool = false
    ) {
        self.resources = resources
        self.role = role
        self.roles = roles
        self.findsMoves = findsMoves
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
                Row(
                    reference: $0.resource.reference, kind: $0.resource.spec.kind, cloud: found.cloud, place: $0.place,
                    key: $0.resource.key)
            }
        }
        rows += try roleRows(moment, finder)
        var kinds = finders.values.reduce(into: Set<String>()) { $0.formUnion($1.kinds) }
        let moves = try findsMoves ? moves(rows, moment, finder, &kinds) : nil
        let clouds = Set(rows.map(\.cloud))
        return try answer(rows, moves, kinds, clouds.count == 1 ? clouds.first.map(moment.within) ?? moment : moment)
    }

    private struct Row {
        var reference: String
        var kind: String
        var cloud: String
        var place: Place
        var key = ""
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
                    Row(
                        reference: match.server.reference, kind: match.server.spec.kind, cloud: cloud, place: place,
                        key: match.server.key))
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

    /// Where each server could go: the last columns of each row.
    private func moves(
        _ rows: [Row], _ moment: Moment, _ finder: (String) -> PlaceFinder, _ kinds: inout Set<String>
    ) throws -> [[Value]] {
        var finders: [String: MoveFinder] = [:]
        for (cloud, own) in Dictionary(grouping: rows.filter { $0.kind == "nova_server" }, by: \.cloud) {
            finders[cloud] = try MoveFinder(moment.within(cloud), cloud: cloud, servers: own.map(\.key))
            kinds.formUnion(finders[cloud]?.kinds ?? [])
        }
        return try rows.map { row in
            guard row.kind == "nova_server", let moves = finders[row.cloud], let found = moves.targets(of: row.key)
            else {
                return [.null, .null]
            }
            let map = try finder(row.cloud).hosts()
            func name(_ host: Int) -> Value {
                let own = moves.cloud.hosts[host].name
                return .text(map.host(.nova, key: own)?.name ?? own)
            }
            let others = found.refused.map { ($0, Value.bool(false)) } + found.unknown.map { ($0, Value.null) }
            return [
                .list(found.hosts.map(name)),
                .list(
                    others.sorted { $0.0.host < $1.0.host }.map { other, takes in
                        .object([
                            .init("host", name(other.host)), .init("takes_it", takes),
                            .init("reason", .text(other.reason)),
                        ])
                    }),
            ]
        }
    }

    private func answer(_ rows: [Row], _ moves: [[Value]]?, _ kinds: Set<String>, _ moment: Moment) throws -> Answer {
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
        if let moves {
            let one = rows.count == 1
            answer.columns += [
                .init("can_move_to", .set), .init("other_hosts", .json, section: one ? Self.otherColumns : []),
            ]
            for index in rows.indices { answer.rows[index] += moves[index] }
        }
        answer.snapshots = moment.snapshots
        return answer
    }

    private static let otherColumns: [Answer.Column] = [.init("host"), .init("takes_it", .boolean), .init("reason")]
}
