import TomboRecords

enum FloatingIPRecipe: Recipe {
    static let kind = "neutron_floatingip"
    static let columns = ["floating_ip_address", "fixed_ip_address", "floating_network_id", "port_id"]

    static func commands(_ row: TableRow, _ names: RecipeNames) throws -> [String] {
        let address = row["floating_ip_address"].text
        var create = CommandLine("openstack", "floating", "ip", "create")
        create.option("--floating-ip-address", address)
        create.argument(try names.name("neutron_network", row["floating_network_id"]))
        var lines = [create.text]
        if let port = row["port_id"].text {
            let ports = try names.moment.rows(
                "neutron_port", ["device_id", "device_owner"], cloud: names.cloud, keys: [port])
            let owner = ports.first?["device_owner"].text ?? ""
            if owner.hasPrefix("compute:"), let server = try names.name("nova_server", ports[0]["device_id"]) {
                var add = CommandLine("openstack", "server", "add", "floating", "ip")
                add.argument(server)
                add.argument(address)
                lines.append(add.text)
            } else {
                var set = CommandLine("openstack", "floating", "ip", "set")
                set.option("--port", port)
                set.argument(address)
                lines.append(set.text)
            }
        }
        return lines
    }
}
