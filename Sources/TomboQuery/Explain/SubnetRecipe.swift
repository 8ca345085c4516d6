import TomboRecords

enum SubnetRecipe: Recipe {
    static let kind = "neutron_subnet"
    static let columns = [
        "name", "network_id", "ip_version", "cidr", "gateway_ip", "enable_dhcp", "allocation_pools",
        "dns_nameservers", "host_routes",
    ]

    static func commands(_ row: TableRow, _ names: RecipeNames) throws -> [String] {
        var line = CommandLine("openstack", "subnet", "create")
        line.option("--network", try names.name("neutron_network", row["network_id"]))
        if row["ip_version"].integer == 6 { line.option("--ip-version", "6") }
        line.option("--subnet-range", row["cidr"])
        line.option("--gateway", row["gateway_ip"].text ?? "none")
        line.flag("--no-dhcp", row["enable_dhcp"] == .bool(false))
        for pool in row["allocation_pools"].elements {
            if let start = pool["start"].text, let end = pool["end"].text {
                line.option("--allocation-pool", "start=\(start),end=\(end)")
            }
        }
        for server in row["dns_nameservers"].elements { line.option("--dns-nameserver", server) }
        for route in row["host_routes"].elements {
            if let destination = route["destination"].text, let gateway = route["nexthop"].text {
                line.option("--host-route", "destination=\(destination),gateway=\(gateway)")
            }
        }
        line.argument(row["name"].text)
        return [line.text]
    }
}
