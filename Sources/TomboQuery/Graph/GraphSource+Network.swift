import TomboRecords

extension GraphSource {
    /// External network → router → subnet → server, with the addresses at each step.
    func network() throws -> Drawing {
        var drawing = Drawing()
        let networks = try rows("neutron_network", ["name", "external"], &drawing)
        let subnets = try rows("neutron_subnet", ["name", "cidr", "network_id"], &drawing)
        let byID = Dictionary(networks.map { ($0.key, $0) }) { first, _ in first }
        let external = Set(networks.filter { $0["external"] == true }.map(\.key))
        for row in networks where external.contains(row.key) {
            let own = subnets.filter { $0["network_id"] == .text(row.key) }
            drawing.nodes.append(
                .init(
                    "network/\(row.key)", .externalNetwork,
                    [name(row)] + own.compactMap { $0["cidr"].text }.sorted(),
                    column: 0))
        }
        for row in subnets where row["network_id"].text.map({ !external.contains($0) }) ?? true {
            let network = row["network_id"].text.flatMap { byID[$0] }.map { name($0) }
            drawing.nodes.append(
                .init(
                    "subnet/\(row.key)", .subnet,
                    [network ?? name(row), row["cidr"].text ?? "CIDR \(words[.unknown])"],
                    column: 2))
        }
        for row in try rows(
            "neutron_router", ["name", "status", "external_network_id", "external_addresses"], &drawing)
        {
            let addresses = row["external_addresses"].elements.compactMap { $0["ip_address"].text }
            drawing.nodes.append(
                .init(
                    "router/\(row.key)", .router, [name(row)] + addresses, column: 1,
                    isIll: row["status"] == "ERROR"))
            if let network = row["external_network_id"].text {
                drawing.edges.append(.init("network/\(network)", "router/\(row.key)"))
            }
        }
        try addPorts(external, Dictionary(subnets.map { ($0.key, $0) }) { first, _ in first }, &drawing)
        return drawing
    }

    private func addPorts(
        _ external: Set<String>, _ subnets: [String: TableRow], _ drawing: inout Drawing
    ) throws {
        var floating: [String: [String: String]] = [:]
        let columns = ["floating_ip_address", "fixed_ip_address", "port_id"]
        for row in try rows("neutron_floatingip", columns, &drawing) {
            guard let port = row["port_id"].text, let address = row["floating_ip_address"].text else {
                continue
            }
            floating[port, default: [:]][row["fixed_ip_address"].text ?? ""] = address
        }
        var lines: [String: [String]] = [:]
        let ports = try rows(
            "neutron_port", ["name", "device_owner", "device_id", "fixed_ips", "network_id", "status"],
            &drawing)
        for row in ports.sorted(by: { $0.key < $1.key }) {
            let owner = row["device_owner"].text ?? ""
            let device = row["device_id"].text ?? ""
            for fixed in row["fixed_ips"].elements {
                guard let address = fixed["ip_address"].text, let subnet = fixed["subnet_id"].text else {
                    continue
                }
                // A port straight in an external network hangs on the network itself.
                let network = subnets[subnet]?["network_id"].text
                let place =
                    network.map(external.contains) ?? false ? "network/\(network ?? "")" : "subnet/\(subnet)"
                if owner.hasPrefix("network:router_interface") || owner.hasPrefix("network:ha_router") {
                    drawing.edges.append(.init("router/\(device)", place, address))
                } else if owner.hasPrefix("compute:") {
                    let outside = floating[row.key]?[address].map { " ← \($0)" } ?? ""
                    lines["server/\(device)", default: []].append(address + outside)
                    drawing.edges.append(.init(place, "server/\(device)"))
                } else if owner.isEmpty {
                    drawing.nodes.append(.init("port/\(row.key)", .port, [name(row), address], column: 3))
                    drawing.edges.append(.init(place, "port/\(row.key)"))
                }
            }
        }
        let none = try absent("neutron_port", .noAddress, .addressUnknown)
        for row in try rows("nova_server", ["name", "status"], &drawing) {
            let addresses = lines["server/\(row.key)"] ?? [none]
            drawing.nodes.append(
                server(row, addresses.sorted { NaturalOrder.compare($0, $1) < 0 }, column: 3))
        }
    }
}
