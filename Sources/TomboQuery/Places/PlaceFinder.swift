import TomboRecords
import TomboStore

/// Finds where the resources of one cloud are, at one moment.
final class PlaceFinder {
    let moment: Moment
    let cloud: String
    /// The kinds that were looked into: their gaps are the answer's.
    var kinds: Set<String> = []
    private var map: HostMap?
    private var machines: JujuMachines?

    init(_ moment: Moment, cloud: String) {
        self.moment = moment.within(cloud)
        self.cloud = cloud
    }

    /// The hosts; joined once, for however many resources.
    func hosts() throws -> HostMap {
        if let map { return map }
        let made = try HostMap(moment, cloud: cloud)
        kinds.formUnion(made.kinds)
        map = made
        return made
    }

    func jujuMachines() throws -> JujuMachines {
        if let machines { return machines }
        let made = try JujuMachines(moment, cloud: cloud)
        if made.isThere { kinds.insert("juju_machine") }
        machines = made
        return made
    }

    /// One place for each part: an application has as many as it has units.
    ///
    /// - Throws: ``QueryError`` `notApplicable` for something that is nowhere.
    func places(of found: FoundResource) throws -> [(resource: FoundResource, place: Place)] {
        kinds.insert(found.spec.kind)
        if found.spec.kind == "juju_application" {
            let units = try units(of: found)
            if !units.isEmpty { return try units.map { ($0, try place(of: $0)) } }
        }
        return [(found, try place(of: found))]
    }

    func place(of found: FoundResource) throws -> Place {
        var place = Place()
        switch found.spec.kind {
        case "nova_server": try enter(server: found, &place)
        case "nova_hypervisor": try arrive(.nova, found.key, from: found.reference, &place)
        case "nova_compute_service":
            let name = String(found.key.prefix { $0 != "/" })
            try go(to: name, from: found.reference, rule: "host = service_host of the hypervisor", &place)
        case "placement_resource_provider": try enter(provider: found, &place)
        case "neutron_port": try enter(port: found.key, from: found.reference, &place)
        case "neutron_floatingip": try enter(floatingIP: found, &place)
        case "neutron_router": try enter(router: found.key, from: found.reference, &place)
        case "cinder_volume": try enter(volume: found, &place)
        case "juju_unit": try enter(unit: found.key, from: found.reference, &place)
        case "juju_machine": try enter(machine: found.key, from: found.reference, &place)
        case "juju_application": break  // it has no unit, so it is nowhere
        case "maas_machine": try arrive(.maas, found.key, from: found.reference, &place)
        case "maas_device", "maas_interface", "maas_block_device": try enter(partOfMachine: found, &place)
        case "ceph_host": try arrive(.ceph, found.key, from: found.reference, &place)
        case "ceph_osd": try enter(osd: found, &place)
        case "ceph_mon", "ceph_mgr", "ceph_rgw": try enter(daemon: found, &place)
        case "ceph_pool", "ceph_rbd_image": try enter(spread: found, &place)
        case "vault_unit": try enter(vault: found, &place)
        default:
            throw QueryError(
                .notApplicable, "A \(found.spec.word.replacing("-", with: " ")) is on no host.",
                remedy: "Ask for a server, unit, machine, address, port or router.")
        }
        return place
    }

    /// Ends at a layer's view of a host, or at its bare name where the layer does not know it.
    func arrive(_ kind: HostMember.Kind, _ key: String, from: String, rule: String? = nil, _ place: inout Place) throws
    {
        let word = moment.reader.spec(kind.rawValue)?.word ?? kind.rawValue
        guard let host = try hosts().host(kind, key: key), let member = host[kind] else {
            if let rule {
                place.hop(from, "\(word)/\(key)", rule + " (which \(kind.layer) does not list as a \(word))")
            }
            place.host = key
            place.hosts = [key]
            if kind == .nova { place.hypervisor = key }
            return
        }
        if let rule { place.hop(from, member.reference, rule) }
        place.arrive(at: member, of: host)
    }

    /// One row of a kind, by its key.
    func row(_ kind: String, _ key: String, _ columns: [String]) throws -> TableRow? {
        guard try moment.has(kind, cloud: cloud) else { return nil }
        kinds.insert(kind)
        return try moment.rows(kind, columns, cloud: cloud, keys: [key]).first
    }

    /// Something that runs on the machine with this name: a container or a host; nil where nobody or several have it.
    func arrive(atHostname name: String, from: String, rule: String, _ place: inout Place) throws -> Bool {
        if let machine = try jujuMachines().named(name) {
            place.hop(from, machine.reference, "\(rule): \(name)")
            try enter(machine: machine.key, from: machine.reference, &place)
            return true
        }
        let found = try hosts().named(name)
        guard found.count == 1, let member = HostMember.Kind.allCases.lazy.compactMap({ found[0][$0] }).first else {
            return false
        }
        place.hop(from, member.reference, "\(rule): \(name)")
        place.arrive(at: member, of: found[0])
        return true
    }
}
