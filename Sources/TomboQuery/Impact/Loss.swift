import TomboRecords
import TomboStore

/// Everything that is gone when one thing is: a host with all that sits on it,
/// a container with its units, one OSD, one server.
struct Loss {
    /// Hosts that are lost whole.
    private(set) var hosts: [PhysicalHost] = []
    /// Keys of Juju's machines and containers.
    private(set) var machines: Set<String> = []
    /// Keys of units; subordinates go with their principals.
    private(set) var units: Set<String> = []
    /// Keys of OSDs.
    private(set) var osds: Set<String> = []
    /// Keys of servers.
    private(set) var servers: Set<String> = []
    /// Ceph's daemons beside the OSDs, by kind.
    private(set) var daemons: [String: Set<String>] = [:]
    /// Volumes, images and pools, where these are what is lost.
    private(set) var storage = StorageLoss()
    let finder: PlaceFinder
    private let moment: Moment

    /// - Throws: ``QueryError`` `notApplicable` for what nothing depends on here.
    init(of found: FoundResource?, host: PhysicalHost?, finder: PlaceFinder) throws {
        self.finder = finder
        moment = finder.moment
        if let host {
            try lose(host)
        } else if let found {
            try lose(found)
        }
        try loseDaemons()
    }

    private mutating func lose(_ host: PhysicalHost) throws {
        hosts.append(host)
        if let key = host[.nova]?.key, try has("nova_server") {
            servers.formUnion(try moment.servers(on: key, [], cloud: finder.cloud).map(\.key))
        }
        if let key = host[.juju]?.key { try lose(machine: key) }
        if let key = host[.ceph]?.key, try has("ceph_osd") {
            osds.formUnion(
                try moment.table("ceph_osd", [], cloud: finder.cloud, where: "v.host = ?1", [.text(key)]).map(\.key))
        }
    }

    private mutating func lose(_ found: FoundResource) throws {
        switch found.spec.kind {
        case "nova_server": servers = [found.key]
        case "ceph_osd": osds = [found.key]
        case "ceph_mon", "ceph_mgr", "ceph_rgw": daemons[found.spec.kind] = [found.key]
        case "juju_machine": try lose(machine: found.key)
        case "juju_unit": try lose(unit: found.key)
        case "maas_machine", "nova_hypervisor", "placement_resource_provider", "ceph_host":
            let kind = HostMember.Kind(rawValue: found.spec.kind)
            if let kind, let host = try finder.hosts().host(kind, key: found.key) { try lose(host) }
        default:
            if let storage = try StorageLoss(of: found, moment, kinds: &finder.kinds) {
                self.storage = storage
                servers = storage.servers
                return
            }
            throw QueryError(
                .notApplicable, "What the loss of a \(found.spec.word.replacing("-", with: " ")) does is not known.",
                remedy:
                    "Ask about a host, machine, container, unit, server, OSD, monitor, volume, image or pool of Ceph.")
        }
    }

    /// A machine with its containers and their units; a machine that is a host takes the host with it.
    private mutating func lose(machine key: String) throws {
        let tree = try finder.jujuMachines()
        if tree.root(of: key) == key, hosts.isEmpty, let host = try finder.hosts().host(.juju, key: key) {
            return try lose(host)
        }
        machines.formUnion(tree.inside(key))
        guard try has("juju_unit") else { return }
        for row in try moment.table("juju_unit", ["machine"], cloud: finder.cloud) {
            if let machine = row["machine"].text, machines.contains(machine) { units.insert(row.key) }
        }
    }

    private mutating func lose(unit key: String) throws {
        units = [key]
        for row in try moment.table(
            "juju_unit", [], cloud: finder.cloud, where: "v.principal = ?1", [.text(key)])
        {
            units.insert(row.key)
        }
    }

    /// Monitors and managers run in containers: they go with these.
    private mutating func loseDaemons() throws {
        if hosts.isEmpty, machines.isEmpty { return }
        let names = Set(hosts.map(\.name))
        for kind in ["ceph_mon", "ceph_mgr", "ceph_rgw"] where try has(kind) {
            guard let spec = moment.reader.spec(kind) else { continue }
            for row in try moment.table(kind, [spec.name], cloud: finder.cloud) {
                let name = row[spec.name].text ?? row.key
                let place = try finder.place(
                    of: FoundResource(spec: spec, id: row.id, cloud: finder.cloud, key: row.key, name: name))
                let isInside = place.chain.contains { hop in machines.contains { hop.to.hasSuffix("/" + $0) } }
                if isInside || place.host.map(names.contains) ?? false { daemons[kind, default: []].insert(row.key) }
            }
        }
    }

    private func has(_ kind: String) throws -> Bool {
        guard try moment.has(kind, cloud: finder.cloud) else { return false }
        finder.kinds.insert(kind)
        return true
    }
}
