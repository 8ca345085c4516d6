import TomboRecords
import TomboStore

/// What sits on each physical host?
public struct HostsQuestion: Question {
    /// Only these, with everything on them; empty for all.
    public var hosts: [String]

    public init(hosts: [String] = []) { self.hosts = hosts }

    static let residentColumns: [Answer.Column] = [.init("on_it"), .init("detail", .json)]

    public func answer(_ moment: Moment) throws -> Answer {
        var rows: [[Value]] = []
        var kinds: Set<String> = []
        var layers: Set<HostMember.Kind> = []
        var lacking = false
        for cloud in moment.snapshots.map(\.cloud).sorted() {
            let own = moment.within(cloud)
            let map = try HostMap(own, cloud: cloud)
            let inhabitants = try HostInhabitants(own, cloud: cloud, map: map)
            let room = try HostRoom(own, cloud: cloud)
            kinds.formUnion(map.kinds.union(inhabitants.kinds).union(room.kinds))
            layers.formUnion(map.layers)
            for host in try chosen(map, moment, cloud) {
                lacking = lacking || !map.missing(host).isEmpty || host.doubt != nil
                rows.append(try row(host, map, inhabitants, room, cloud))
            }
            if hosts.isEmpty { rows += inhabitants.strays.sorted { $0.key < $1.key }.map { stray($0, map, cloud) } }
            lacking = lacking || !inhabitants.strays.isEmpty
        }
        return Answer(
            columns: columns(layers, severalClouds: moment.snapshots.count > 1, lacking: lacking), rows: rows,
            snapshot: moment.snapshot, gaps: try moment.gaps(kinds))
    }

    private func chosen(_ map: HostMap, _ moment: Moment, _ cloud: String) throws -> [PhysicalHost] {
        if hosts.isEmpty { return map.hosts }
        return try hosts.map { try HostReference($0).resolve(map, moment) }
    }

    private func columns(_ layers: Set<HostMember.Kind>, severalClouds: Bool, lacking: Bool) -> [Answer.Column] {
        let one = !hosts.isEmpty
        return [
            .init("host"), .init("cloud", isBrief: severalClouds),
            .init("maas_system_id", isBrief: layers.contains(.maas)),
            .init("juju_machine", isBrief: layers.contains(.juju)), .init("hypervisor", isBrief: one),
            .init("crush_host", isBrief: one && layers.contains(.ceph)), .init("servers", .integer),
            .init("units", .integer, isBrief: layers.contains(.juju)),
            .init("osds", .integer, isBrief: layers.contains(.ceph)),
            .init("vcpus", isSpoken: true), .init("ram_gib", isSpoken: true),
            .init("vcpus_total", .integer, isBrief: false), .init("vcpus_used", .integer, isBrief: false),
            .init("ram_mib_total", .integer, unit: "MiB", isBrief: false),
            .init("ram_mib_used", .integer, unit: "MiB", isBrief: false),
            .init("not_in", .set, isBrief: lacking), .init("ambiguous", .set, isBrief: false),
            .init("chain", .json, isBrief: one), .init("residents", .json, isBrief: false),
            .init("sits", .json, isSpoken: true, section: one ? Self.residentColumns : []),
        ].filter { !$0.isSpoken || one || $0.name != "sits" }.filter {
            one || !["residents", "chain"].contains($0.name)
        }
    }

    private func row(
        _ host: PhysicalHost, _ map: HostMap, _ inhabitants: HostInhabitants, _ room: HostRoom, _ cloud: String
    ) throws -> [Value] {
        let (vcpus, ram) = (room.amount("VCPU", on: host), room.amount("MEMORY_MB", on: host))
        var row: [Value] = [
            .text(host.name), .text(cloud), Value(host[.maas]?.key), Value(host[.juju]?.key),
            Value(host[.nova]?.key), Value(host[.ceph]?.key),
            Value(inhabitants.count(inhabitants.servers, .nova, on: host)),
            Value(inhabitants.count(inhabitants.units, .juju, on: host)),
            Value(inhabitants.count(inhabitants.osds, .ceph, on: host)),
            .text(Self.share(vcpus, by: 1)), .text(Self.share(ram, by: 1024)),
            Value(vcpus.total), Value(vcpus.used), Value(ram.total), Value(ram.used),
            .list(map.missing(host).map { .text($0.layer) }),
            .list((host.doubt?.candidates ?? []).map { .text($0) }),
        ]
        if !hosts.isEmpty {
            let residents = try inhabitants.residents(of: host)
            row += [
                .list(host.links.map { Place.Hop($0).value }), .list(residents),
                .list(
                    residents.map {
                        .object([.init("on_it", $0["resource"]), .init("detail", $0["detail"])])
                    }),
            ]
        }
        return row
    }

    /// A host that only Nova's servers speak of.
    private func stray(_ stray: (key: String, value: Int), _ map: HostMap, _ cloud: String) -> [Value] {
        [
            .text(stray.key), .text(cloud), .null, .null, .null, .null, Value(stray.value), .null, .null, .text("–"),
            .text("–"), .null, .null, .null, .null, .list(map.layers.map { .text($0.layer) }), .list([]),
        ]
    }

    /// `5 of 32`; what is not known is a dash.
    private static func share(_ amount: HostRoom.Amount, by unit: Int64) -> String {
        func words(_ number: Int64?) -> String {
            guard let number else { return "–" }
            if number % unit == 0 { return String(number / unit) }
            return String((Double(number) / Double(unit) * 10).rounded() / 10)
        }
        return amount.total == nil && amount.used == nil ? "–" : "\(words(amount.used)) of \(words(amount.total))"
    }
}

extension Place.Hop {
    init(_ link: PhysicalHost.Link) {
        self.init(from: link.from.reference, to: link.to.reference, rule: link.rule.words(link.value))
    }
}
