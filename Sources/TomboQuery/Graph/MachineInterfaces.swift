import TomboRecords

/// The interfaces of MAAS's machines, with the external networks that are on them.
///
/// Which of them is an external network's is known by one rule only: MAAS links the interface to a subnet of the
/// same range. Neutron's own map of physical networks to bridges is no part of what tombo keeps.
struct MachineInterfaces {
    struct Interface {
        var machine: String
        var name: String
        var parents: [String]
        var fabric: String?
        var vid: Int64?
        /// Addresses, and ranges where it has none of its own.
        var links: [String]
        /// Names of external networks with a subnet of the same range.
        var external: [String]

        /// `fabric-1/0`, as MAAS labels a VLAN: its fabric, and its tag there; 0 is untagged.
        var vlan: String? { fabric.map { fabric in vid.map { "\(fabric)/\($0)" } ?? fabric } }
    }

    let all: [Interface]

    init(_ source: GraphSource, _ networks: PathNetworks, _ drawing: inout GraphSource.Drawing) throws {
        let outside = networks.externalByCIDR
        let columns = ["machine", "name", "parents", "fabric", "vid", "addresses"]
        all = try source.rows("maas_interface", columns, &drawing).compactMap { row in
            guard let machine = row["machine"].text, let name = row["name"].text else { return nil }
            let links = row["addresses"].elements
            let external = Set(
                links.compactMap { $0["subnet"].text }.flatMap { outside[$0] ?? [] }.map { source.name($0) })
            return Interface(
                machine: machine, name: name,
                parents: row["parents"].elements.compactMap(\.text),
                fabric: row["fabric"].text, vid: row["vid"].integer,
                links: links.compactMap { $0["ip_address"].text ?? $0["subnet"].text }, external: external.sorted())
        }.sorted { a, b in
            a.machine != b.machine ? a.machine < b.machine : NaturalOrder.compare(a.name, b.name) < 0
        }
    }

    /// What of a machine leads anywhere; what only carries another interface is named with that one. Where MAAS links
    /// none (the machine is not deployed), all of them without what they lead to.
    func lines(of machine: String) -> [String] {
        let own = all.filter { $0.machine == machine }
        let linked = own.filter { !$0.links.isEmpty }
        let carriers = Set(own.flatMap(\.parents))
        return (linked.isEmpty ? own.filter { !carriers.contains($0.name) } : linked).flatMap { interface in
            let parents = interface.parents.isEmpty ? "" : " (\(interface.parents.joined(separator: ", ")))"
            let place = [interface.name + parents, interface.vlan].compactMap(\.self).joined(separator: ", ")
            let leadsTo = (interface.external + interface.links).joined(separator: ", ")
            return leadsTo.isEmpty ? [place] : [place, "→ \(leadsTo)"]
        }
    }
}
