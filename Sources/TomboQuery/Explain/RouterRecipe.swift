import TomboRecords

enum RouterRecipe: Recipe {
    static let kind = "neutron_router"
    static let columns = ["id", "name", "external_network_id", "enable_snat"]

    static func commands(_ row: TableRow, _ names: RecipeNames) throws -> [String] {
        let name = row["name"].text
        var create = CommandLine("openstack", "router", "create")
        create.argument(name)
        var lines = [create.text]
        if let network = try names.name("neutron_network", row["external_network_id"]) {
            var gateway = CommandLine("openstack", "router", "set")
            gateway.option("--external-gateway", network)
            gateway.flag("--disable-snat", row["enable_snat"] == .bool(false))
            gateway.argument(name)
            lines.append(gateway.text)
        }
        let interfaces = try names.moment.table(
            "neutron_port", ["fixed_ips"], cloud: names.cloud,
            where:
                "v.device_id = ?1 AND v.device_owner IN ('network:router_interface', 'network:ha_router_replicated_interface', 'network:router_interface_distributed')",
            [row["id"]])
        for port in interfaces {
            for address in port["fixed_ips"].elements {
                var add = CommandLine("openstack", "router", "add", "subnet")
                add.argument(name)
                add.argument(try names.name("neutron_subnet", address["subnet_id"]))
                lines.append(add.text)
            }
        }
        return lines
    }
}
