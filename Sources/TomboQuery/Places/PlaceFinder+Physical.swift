import TomboRecords
import TomboStore

extension PlaceFinder {
    /// The units of an application, each as a resource of its own.
    func units(of application: FoundResource) throws -> [FoundResource] {
        guard let spec = moment.reader.spec("juju_unit"), try moment.has(spec.kind, cloud: cloud) else { return [] }
        kinds.insert(spec.kind)
        return try moment.table(
            spec.kind, [spec.name], cloud: cloud, where: "v.application = ?1 OR v.application = ?2",
            [.text(application.key), .text(application.name)]
        ).filter { Self.model(of: $0.key) == Self.model(of: application.key) }
            .map { FoundResource(spec: spec, id: $0.id, cloud: cloud, key: $0.key, name: $0[spec.name].text ?? $0.key) }
            .sorted { NaturalOrder.compare($0.key, $1.key) < 0 }
    }

    /// `openstack` of `openstack/nova-compute/0`.
    private static func model(of key: String) -> Substring { key.prefix { $0 != "/" } }

    func enter(unit key: String, from: String, _ place: inout Place) throws {
        guard let row = try row("juju_unit", key, ["machine", "principal"]) else { return }
        var here = from
        if let principal = row["principal"].text {
            let unit = try resource("juju_unit", key: principal)?.reference ?? "unit/\(principal)"
            place.hop(here, unit, "subordinate to it")
            here = unit
        }
        guard let machine = row["machine"].text else { return }
        let reference = try jujuMachines()[machine]?.reference ?? "juju-machine/\(machine)"
        place.hop(here, reference, "machine")
        try enter(machine: machine, from: reference, &place)
    }

    /// A machine of Juju, or a container on one.
    func enter(machine key: String, from: String, _ place: inout Place) throws {
        let machines = try jujuMachines()
        guard let root = machines.root(of: key) else { return }
        if root != key {
            let reference = machines[root]?.reference ?? "juju-machine/\(root)"
            place.hop(from, reference, "container in the machine")
        }
        try arrive(.juju, root, from: from, &place)
    }

    /// What MAAS knows as a part or a child of a machine.
    func enter(partOfMachine found: FoundResource, _ place: inout Place) throws {
        let column = found.spec.kind == "maas_device" ? "parent" : "machine"
        guard let machine = try row(found.spec.kind, found.key, [column])?[column].text else { return }
        try arrive(.maas, machine, from: found.reference, rule: "\(column) = system_id", &place)
    }

    func enter(osd found: FoundResource, _ place: inout Place) throws {
        guard let host = try row("ceph_osd", found.key, ["host"])?["host"].text else { return }
        try arrive(.ceph, host, from: found.reference, rule: "host in the CRUSH map", &place)
    }

    /// A monitor, a manager, a gateway: by the name of the machine that it runs on.
    func enter(daemon found: FoundResource, _ place: inout Place) throws {
        let row = try row(found.spec.kind, found.key, ["host", "hostname", "name"])
        guard let name = row?["hostname"].text ?? row?["host"].text ?? row?["name"].text else { return }
        _ = try arrive(atHostname: name, from: found.reference, rule: "hostname", &place)
    }

    func enter(vault found: FoundResource, _ place: inout Place) throws {
        let address = found.key.replacing("https://", with: "").replacing("http://", with: "")
        let host = String(address.prefix { $0 != ":" && $0 != "/" })
        if let machine = try jujuMachines().addressed(host) {
            place.hop(found.reference, machine.reference, "address: \(host)")
            return try enter(machine: machine.key, from: machine.reference, &place)
        }
        _ = try arrive(atHostname: host, from: found.reference, rule: "hostname", &place)
    }

    /// RBD calls a volume's image `volume-` and its id: Cinder's own template for names.
    func enter(volume found: FoundResource, _ place: inout Place) throws {
        guard try moment.has("ceph_rbd_image", cloud: cloud) else { return }
        kinds.insert("ceph_rbd_image")
        let images = try moment.table(
            "ceph_rbd_image", ["pool"], cloud: cloud, where: "v.name = ?1", [.text("volume-\(found.key)")])
        guard images.count == 1 else { return }
        let reference = "rbd-image/\(images[0].key)"
        place.hop(found.reference, reference, "name = volume-ID")
        if let pool = images[0]["pool"].text { try spread(pool, from: reference, &place) }
    }

    func enter(spread found: FoundResource, _ place: inout Place) throws {
        if found.spec.kind == "ceph_pool" { return try spread(found.name, from: found.reference, &place) }
        if let pool = try row("ceph_rbd_image", found.key, ["pool"])?["pool"].text {
            try spread(pool, from: found.reference, &place)
        }
    }

    /// A pool's data are on many OSDs, and so on many hosts: those with an OSD that takes data.
    private func spread(_ pool: String, from: String, _ place: inout Place) throws {
        if from != "pool/\(pool)" { place.hop(from, "pool/\(pool)", "pool") }
        kinds.formUnion(["ceph_osd", "ceph_pool"])
        let osds = try moment.table("ceph_osd", ["host", "is_in"], cloud: cloud).filter { $0["is_in"] == .bool(true) }
        let crush = Set(osds.compactMap { $0["host"].text })
        let map = try hosts()
        place.hosts = crush.map { map.host(.ceph, key: $0)?.name ?? $0 }.sorted { NaturalOrder.compare($0, $1) < 0 }
        if place.hosts.count == 1 { place.host = place.hosts[0] }
        place.hop("pool/\(pool)", "\(osds.count) OSDs on \(crush.count) hosts", "OSDs that are in")
    }
}
