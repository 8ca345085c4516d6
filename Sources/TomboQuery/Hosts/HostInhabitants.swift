import TomboRecords
import TomboStore

/// What sits on the hosts of a cloud: how many of each, or, for one host, which.
struct HostInhabitants {
    /// By the key of the layer's view of a host; nil where the cloud does not have the layer.
    private(set) var servers: [String: Int]?
    private(set) var units: [String: Int]?
    private(set) var osds: [String: Int]?
    /// Servers by a host that Nova does not list as a hypervisor.
    private(set) var strays: [String: Int] = [:]
    private(set) var kinds: Set<String> = []
    private let moment: Moment
    private let cloud: String
    private let machines: JujuMachines
    private let map: HostMap

    init(_ moment: Moment, cloud: String, map: HostMap) throws {
        self.moment = moment
        self.cloud = cloud
        machines = try JujuMachines(moment, cloud: cloud)
        self.map = map
        if try moment.has("nova_server", cloud: cloud) { try count(serversOn: map) }
        if try moment.has("juju_unit", cloud: cloud) {
            kinds.formUnion(["juju_unit", "juju_machine"])
            var counts: [String: Int] = [:]
            for row in try moment.table("juju_unit", ["machine"], cloud: cloud) {
                if let root = row["machine"].text.flatMap(machines.root) { counts[root, default: 0] += 1 }
            }
            units = counts
        }
        if try moment.has("ceph_osd", cloud: cloud) {
            kinds.insert("ceph_osd")
            var counts: [String: Int] = [:]
            for row in try moment.table("ceph_osd", ["host"], cloud: cloud) {
                if let host = row["host"].text { counts[host, default: 0] += 1 }
            }
            osds = counts
        }
    }

    /// Counted by SQLite, as they are many.
    private mutating func count(serversOn map: HostMap) throws {
        kinds.insert("nova_server")
        let serviceHosts = try moment.serviceHosts(cloud: cloud)
        var counts: [String: Int] = [:]
        for row in try moment.reader.rows(
            """
            SELECT coalesce(hypervisor_hostname, ''), CASE WHEN hypervisor_hostname IS NULL THEN host END, count(*)
            FROM nova_server WHERE cloud = ?1 GROUP BY 1, 2
            """, [.text(cloud)])
        {
            guard let count = row[2].integer.map({ Int($0) }) else { continue }
            let named = row[0].text.flatMap { $0.isEmpty ? nil : $0 }
            guard let name = named ?? row[1].text.map({ serviceHosts[$0] ?? $0 }) else { continue }
            if map.host(.nova, key: name) != nil {
                counts[name, default: 0] += count
            } else {
                strays[name, default: 0] += count
            }
        }
        servers = counts
    }

    /// How many of a layer's are on a host; nil where nobody can say.
    func count(_ counts: [String: Int]?, _ kind: HostMember.Kind, on host: PhysicalHost) -> Int? {
        guard let counts else { return nil }
        if let member = host[kind] { return counts[member.key] ?? 0 }
        // What could be of several hosts may have what is on it here.
        return host.doubt == nil && !map.mayBe(host, kind) ? 0 : nil
    }

    /// Every server, unit and OSD of one host, in this order, with what matters about it.
    func residents(of host: PhysicalHost) throws -> [Value] {
        var lines: [Value] = []
        func add(_ kind: String, _ row: TableRow, _ name: String, _ detail: [String]) {
            let reference = moment.reader.spec(kind)?.reference(name) ?? "\(kind)/\(name)"
            let fields = detail.compactMap { column in row[column].isNull ? nil : Value.Field(column, row[column]) }
            lines.append(
                .object([
                    .init("kind", .text(kind)), .init("name", .text(name)),
                    .init("resource", .text(reference)), .init("detail", .object(fields)),
                ]))
        }
        if let key = host[.nova]?.key {
            let rows = try moment.servers(on: key, ["name", "status"], cloud: cloud)
            for row in rows.sorted(by: { Self.precedes($0["name"], $1["name"]) }) {
                add("nova_server", row, row["name"].text ?? row.key, ["status"])
            }
        }
        if let key = host[.juju]?.key, units != nil {
            let rows = try moment.table(
                "juju_unit", ["name", "machine", "workload_status", "agent_status"], cloud: cloud)
            for row in rows.filter({ $0["machine"].text.flatMap(machines.root) == key })
                .sorted(by: { Self.precedes($0["name"], $1["name"]) })
            {
                add("juju_unit", row, row["name"].text ?? row.key, ["machine", "workload_status", "agent_status"])
            }
        }
        if let key = host[.ceph]?.key, osds != nil {
            for row in try moment.table(
                "ceph_osd", ["name", "osd_id", "is_up", "is_in", "device_class"], cloud: cloud, where: "v.host = ?1",
                [.text(key)]
            ).sorted(by: { ($0["osd_id"].integer ?? 0) < ($1["osd_id"].integer ?? 0) }) {
                add(
                    "ceph_osd", row, row["name"].text ?? row.key,
                    ["device_class", "is_up", "is_in"])
            }
        }
        return lines
    }

    private static func precedes(_ a: Value, _ b: Value) -> Bool {
        NaturalOrder.compare(a.text ?? "", b.text ?? "") < 0
    }
}
