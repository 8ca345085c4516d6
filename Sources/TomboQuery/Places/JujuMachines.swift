import TomboRecords
import TomboStore

/// Juju's machines and their containers.
struct JujuMachines {
    struct Machine {
        var key: String
        var parent: String?
        /// Its own, and for a container the name that Juju made it under.
        var hostnames: [String]
        var addresses: Set<String>
        let reference: String
    }

    let isThere: Bool
    private let byKey: [String: Machine]

    init(_ moment: Moment, cloud: String) throws {
        isThere = try moment.has("juju_machine", cloud: cloud)
        let word = moment.reader.spec("juju_machine")?.word ?? "juju-machine"
        var machines: [String: Machine] = [:]
        if isThere {
            let columns = ["parent", "hostname", "instance_id", "dns_name", "ip_addresses"]
            for row in try moment.table("juju_machine", columns, cloud: cloud) {
                let addresses = [row["dns_name"].text] + row["ip_addresses"].elements.map(\.text)
                machines[row.key] = Machine(
                    key: row.key, parent: row["parent"].text,
                    hostnames: [row["hostname"].text, row["instance_id"].text].compactMap(\.self),
                    addresses: Set(addresses.compactMap(\.self)), reference: "\(word)/\(row.key)")
            }
        }
        byKey = machines
    }

    subscript(key: String) -> Machine? { byKey[key] }

    /// The only machine or container with a hostname, by its whole or by its first label.
    func named(_ name: String) -> Machine? { only { $0.hostnames.contains { Self.isSame($0, name) } } }

    /// The only one with an address.
    func addressed(_ address: String) -> Machine? { only { $0.addresses.contains(address) } }

    /// The machine that is a host, below which a container is; itself for a host.
    func root(of key: String) -> String? {
        var here = key
        // No tree of machines is this deep: what goes round in circles ends.
        for _ in 0..<8 {
            guard let machine = byKey[here] else { return nil }
            guard let parent = machine.parent else { return here }
            here = parent
        }
        return nil
    }

    /// A machine and every container in it.
    func inside(_ key: String) -> Set<String> {
        var inside: Set<String> = [key]
        var isGrowing = true
        while isGrowing {
            let more = byKey.values.filter { !inside.contains($0.key) && $0.parent.map(inside.contains) ?? false }
            isGrowing = !more.isEmpty
            inside.formUnion(more.map(\.key))
        }
        return inside
    }

    private func only(_ isMeant: (Machine) -> Bool) -> Machine? {
        let found = byKey.values.filter(isMeant)
        return found.count == 1 ? found[0] : nil
    }

    private static func isSame(_ a: String, _ b: String) -> Bool {
        let (a, b) = (a.lowercased(), b.lowercased())
        return a == b || a.prefix { $0 != "." } == b.prefix { $0 != "." }
    }
}
