import TomboRecords

extension GraphSource {
    /// Gateway → external network → router → network → port → server → hypervisor → physical machine.
    ///
    /// The gateway is the address that the external network's subnet names: what lies beyond it no source tells.
    /// Hosts are those of the servers' paths and of the routers' gateway ports.
    func path() throws -> Drawing {
        var drawing = Drawing()
        let networks = try PathNetworks(self, &drawing)
        try addOutside(networks, &drawing)
        let ports = try rows(
            "neutron_port",
            ["device_owner", "device_id", "fixed_ips", "network_id", "status", "binding_host_id", "binding_vif_type"],
            &drawing
        ).sorted { $0.key < $1.key }
        try addRouters(ports, &drawing)
        let floating = try floatingAddresses(&drawing)
        var connected: Set<String> = []
        for row in ports {
            let owner = row["device_owner"].text ?? ""
            let device = row["device_id"].text ?? ""
            let fixed = row["fixed_ips"].elements
            if owner.hasPrefix("network:router_interface") || owner.hasPrefix("network:ha_router") {
                for address in fixed {
                    guard let place = networks.place(address["subnet_id"].text, row["network_id"].text) else {
                        continue
                    }
                    drawing.edges.append(.init("router/\(device)", place, address["ip_address"].text))
                }
                continue
            }
            guard owner.hasPrefix("compute:") || owner.isEmpty else { continue }
            let addresses = fixed.compactMap { $0["ip_address"].text }
            var lines = addresses.isEmpty ? [words[.noAddress]] : addresses
            lines += addresses.compactMap { floating[row.key]?[$0] }.map { words[.floating, $0] }
            let plug = row["binding_vif_type"].text
            let isLoose = !owner.isEmpty && ["unbound", "binding_failed"].contains(plug)
            if isLoose { lines.append(words[.unbound, plug ?? ""]) }
            drawing.nodes.append(.init("port/\(row.key)", .port, lines, column: 4, isIll: isLoose))
            let places = fixed.isEmpty ? [nil] : fixed.map { $0["subnet_id"].text }
            for place in places.compactMap({ networks.place($0, row["network_id"].text) }) {
                drawing.edges.append(.init(place, "port/\(row.key)"))
            }
            if owner.isEmpty { continue }
            connected.insert(device)
            drawing.edges.append(.init("port/\(row.key)", "server/\(device)"))
        }
        var hosts = PathHosts(self, gateways: ports.filter { $0["device_owner"] == "network:router_gateway" })
        let noPort = try absent("neutron_port", .noPort, .portUnknown)
        for row in try rows("nova_server", ["name", "status", "host", "hypervisor_hostname"], &drawing) {
            let host = try hosts.hypervisor(of: row)
            let lines =
                (row["status"] == "ACTIVE" ? [] : [row["status"].text ?? words[.statusUnknown]])
                + (connected.contains(row.key) ? [] : [noPort]) + (host == nil ? [words[.hostUnknown]] : [])
            drawing.nodes.append(server(row, lines, column: 5))
            if let host { drawing.edges.append(.init("server/\(row.key)", "hypervisor/\(host)")) }
        }
        try hosts.add(networks, &drawing)
        return drawing
    }

    /// The external networks, each with the gateways of its subnets, and the networks inside.
    private func addOutside(_ networks: PathNetworks, _ drawing: inout Drawing) throws {
        let noGateway = try absent("neutron_subnet", .noGateway, .gatewayUnknown)
        let noSubnet = try absent("neutron_subnet", .noSubnet, .subnetUnknown)
        for row in networks.networks where networks.external.contains(row.key) {
            let own = networks.subnets(of: row.key)
            drawing.nodes.append(
                .init(
                    "network/\(row.key)", .externalNetwork,
                    [name(row)] + networks.carrier(row) + own.compactMap { $0["cidr"].text }, column: 1))
            for subnet in own {
                let gateway = subnet["gateway_ip"].text
                drawing.nodes.append(
                    .init(
                        "gateway/\(subnet.key)", .gateway,
                        [
                            gateway ?? words[.noGateway],
                            gateway == nil ? name(subnet) : words[.gatewayOf, name(subnet)],
                        ],
                        column: 0))
                drawing.edges.append(.init("gateway/\(subnet.key)", "network/\(row.key)"))
            }
            if own.isEmpty {
                drawing.nodes.append(
                    .init("gateway/of/\(row.key)", .gateway, [noGateway, name(row)], column: 0))
                drawing.edges.append(.init("gateway/of/\(row.key)", "network/\(row.key)"))
            }
        }
        for row in networks.networks where !networks.external.contains(row.key) {
            let own = networks.subnets(of: row.key)
            for subnet in own {
                let range = [name(subnet), subnet["cidr"].text].compactMap(\.self)
                drawing.nodes.append(
                    .init("subnet/\(subnet.key)", .subnet, [name(row)] + range + networks.carrier(row), column: 3))
            }
            if own.isEmpty {
                drawing.nodes.append(
                    .init(
                        "network/\(row.key)", .subnet, [name(row), noSubnet] + networks.carrier(row), column: 3)
                )
            }
        }
    }

    private func addRouters(_ ports: [TableRow], _ drawing: inout Drawing) throws {
        let columns = ["name", "status", "external_network_id", "external_addresses", "enable_snat"]
        for row in try rows("neutron_router", columns, &drawing) {
            var lines = [name(row)] + row["external_addresses"].elements.compactMap { $0["ip_address"].text }
            if let network = row["external_network_id"].text {
                drawing.edges.append(.init("network/\(network)", "router/\(row.key)"))
                switch row["enable_snat"] {
                case true: lines.append(words[.snatOn])
                case false: lines.append(words[.snatOff])
                default: lines.append("SNAT \(words[.unknown])")
                }
            }
            let gateways = ports.filter {
                $0["device_owner"] == "network:router_gateway" && $0["device_id"] == .text(row.key)
            }
            for host in Set(gateways.compactMap { $0["binding_host_id"].text }).sorted() {
                lines.append(words[.gatewayOn, host])
            }
            drawing.nodes.append(
                .init("router/\(row.key)", .router, lines, column: 2, isIll: row["status"] == "ERROR"))
        }
    }

    /// By port and fixed address the floating one.
    private func floatingAddresses(_ drawing: inout Drawing) throws -> [String: [String: String]] {
        var floating: [String: [String: String]] = [:]
        let columns = ["floating_ip_address", "fixed_ip_address", "port_id"]
        for row in try rows("neutron_floatingip", columns, &drawing) {
            guard let port = row["port_id"].text, let address = row["floating_ip_address"].text else { continue }
            floating[port, default: [:]][row["fixed_ip_address"].text ?? ""] = address
        }
        return floating
    }
}

/// The networks of a path and where in the drawing an address of them stands.
struct PathNetworks {
    let networks: [TableRow]
    let external: Set<String>
    private let bySubnet: [String: TableRow]
    private let byNetwork: [String: [TableRow]]

    init(_ source: GraphSource, _ drawing: inout GraphSource.Drawing) throws {
        networks = try source.rows(
            "neutron_network", ["name", "external", "network_type", "physical_network", "segmentation_id"], &drawing)
        external = Set(networks.filter { $0["external"] == true }.map(\.key))
        let subnets = try source.rows("neutron_subnet", ["name", "cidr", "network_id", "gateway_ip"], &drawing)
        bySubnet = Dictionary(subnets.map { ($0.key, $0) }) { first, _ in first }
        byNetwork = Dictionary(grouping: subnets) { $0["network_id"].text ?? "" }
    }

    func subnets(of network: String) -> [TableRow] {
        (byNetwork[network] ?? []).sorted { ($0["cidr"].text ?? "", $0.key) < ($1["cidr"].text ?? "", $1.key) }
    }

    /// The box of a subnet; what is straight in an external network hangs on the network itself. Where Neutron gave
    /// no address, the network's first subnet stands for the network.
    func place(_ subnet: String?, _ network: String?) -> String? {
        guard let network = subnet.flatMap({ bySubnet[$0]?["network_id"].text }) ?? network else { return nil }
        if external.contains(network) { return "network/\(network)" }
        guard let known = subnet ?? subnets(of: network).first?.key else { return "network/\(network)" }
        return "subnet/\(known)"
    }

    /// `flat, physnet1`: how its frames are carried.
    func carrier(_ row: TableRow) -> [String] {
        let words = [
            row["network_type"].text, row["segmentation_id"].integer.map(String.init), row["physical_network"].text,
        ].compactMap(\.self)
        return words.isEmpty ? [] : [words.joined(separator: " ")]
    }

    /// The external networks by the ranges of their subnets.
    var externalByCIDR: [String: [TableRow]] {
        var found: [String: [TableRow]] = [:]
        for network in networks where external.contains(network.key) {
            for cidr in Set(subnets(of: network.key).compactMap { $0["cidr"].text }) {
                found[cidr, default: []].append(network)
            }
        }
        return found
    }
}
