import TomboRecords

/// Which subnets meet at a router.
struct RoutedSubnets {
    struct Subnet {
        var key: String
        var name: String
        var network: String
        var block: AddressBlock
    }

    private(set) var subnets: [Subnet] = []
    private(set) var unknown: [String] = []
    private let externals: Set<String>
    /// The routers of each subnet inside, and of each external network.
    private var routers: [String: Set<String>] = [:]

    init(_ bench: CheckBench) throws {
        externals = Set(try bench.rows("neutron_network", ["external"]).filter { $0["external"] == true }.map(\.key))
        for row in try bench.rows("neutron_subnet", ["name", "cidr", "network_id"]) {
            guard let block = row["cidr"].text.flatMap(AddressBlock.init) else {
                unknown.append(bench.name(row))
                continue
            }
            subnets.append(
                Subnet(key: row.key, name: bench.name(row), network: row["network_id"].text ?? "", block: block))
        }
        for row in try bench.rows("neutron_router", ["external_network_id"]) {
            if let network = row["external_network_id"].text { routers[network, default: []].insert(row.key) }
        }
        let ports = try bench.rows("neutron_port", ["device_owner", "device_id", "fixed_ips"])
        for row in ports where row["device_owner"].text?.hasPrefix("network:router_interface") ?? false {
            guard let router = row["device_id"].text else { continue }
            for subnet in row["fixed_ips"].elements.compactMap({ $0["subnet_id"].text }) {
                routers[subnet, default: []].insert(router)
            }
        }
    }

    func isExternal(_ subnet: Subnet) -> Bool { externals.contains(subnet.network) }

    func isRouted(_ subnet: Subnet) -> Bool { !(routers[subnet.key] ?? []).isEmpty }

    func meet(_ a: Subnet, _ b: Subnet) -> Bool {
        if a.key == b.key { return false }
        let of = { (subnet: Subnet) in routers[isExternal(subnet) ? subnet.network : subnet.key] ?? [] }
        return !of(a).isDisjoint(with: of(b))
    }
}
