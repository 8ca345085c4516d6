import TomboRecords

/// The hosts at the end of a path: hypervisors, and the physical machines that they are, with their interfaces.
struct PathHosts {
    private let source: GraphSource
    private var hypervisors: Set<String> = []
    private var services: [String: String]?
    private let gateways: Set<String>

    /// `gateways` are the ports of routers towards the outside: their hosts are a part of the path.
    init(_ source: GraphSource, gateways: [TableRow]) {
        self.source = source
        self.gateways = Set(gateways.compactMap { $0["binding_host_id"].text })
    }

    /// The hypervisor that a server is on; nil where nobody says.
    mutating func hypervisor(of server: TableRow) throws -> String? {
        guard let found = try server["hypervisor_hostname"].text ?? server["host"].text.map({ try byService($0) })
        else {
            return nil
        }
        hypervisors.insert(found)
        return found
    }

    /// A hypervisor by the name that its service has.
    private mutating func byService(_ host: String) throws -> String {
        let known = try services ?? source.moment.serviceHosts(cloud: source.cloud)
        services = known
        return known[host] ?? host
    }

    /// Boxes for all hosts that were asked for, and those of the gateways.
    mutating func add(_ networks: PathNetworks, _ drawing: inout GraphSource.Drawing) throws {
        for host in gateways.sorted() { hypervisors.insert(try byService(host)) }
        let states = try source.rows("nova_hypervisor", ["state", "status"], &drawing)
        let byName = Dictionary(states.map { ($0.key, $0) }) { first, _ in first }
        let map = try HostMap(source.moment, cloud: source.cloud)
        drawing.kinds.formUnion(map.kinds)
        let interfaces = try MachineInterfaces(source, networks, &drawing)
        for hypervisor in hypervisors.sorted() {
            let isDown = byName[hypervisor]?["state"] == "down"
            drawing.nodes.append(
                .init(
                    "hypervisor/\(hypervisor)", .hypervisor,
                    [hypervisor] + (isDown ? ["down"] : [])
                        + (source.present.contains("maas_machine") && map.host(.nova, key: hypervisor)?[.maas] == nil
                            ? [source.words[.physicalUnknown]] : []),
                    column: 6, isIll: isDown))
            guard let host = map.host(.nova, key: hypervisor), let machine = host[.maas] else { continue }
            let own = interfaces.lines(of: machine.key)
            drawing.nodes.append(
                .init(
                    "maas/\(machine.key)", .maasMachine,
                    [machine.name + (machine.name == machine.key ? "" : " · \(machine.key)")]
                        + (own.isEmpty ? [source.words[.interfacesUnknown]] : own), column: 7))
            let rule = host.links.first { $0.from.kind == .nova || $0.to.kind == .nova }?.rule
            drawing.edges.append(
                .init("hypervisor/\(hypervisor)", "maas/\(machine.key)", rule.map { source.words[$0.phrase] }))
        }
    }
}
