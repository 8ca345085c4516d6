import TomboRecords

enum SecurityGroupRuleRecipe: Recipe {
    static let kind = "neutron_security_group_rule"
    static let columns = [
        "security_group_id", "direction", "ethertype", "protocol", "port_range_min", "port_range_max",
        "remote_ip_prefix", "remote_group_id",
    ]

    static func commands(_ row: TableRow, _ names: RecipeNames) throws -> [String] {
        guard let group = try names.name("neutron_security_group", row["security_group_id"]),
            group != "default"
        else { return [] }
        let isOutward = row["direction"].text == "egress"
        let isOpen = ["protocol", "remote_ip_prefix", "remote_group_id", "port_range_min"].allSatisfy {
            row[$0].isNull
        }
        // Each group begins with these two: everything may go out.
        if isOutward, isOpen { return [] }
        var line = CommandLine("openstack", "security", "group", "rule", "create")
        line.flag("--egress", isOutward)
        if row["ethertype"].text == "IPv6" { line.option("--ethertype", "IPv6") }
        line.option("--protocol", row["protocol"])
        if let least = row["port_range_min"].integer, let most = row["port_range_max"].integer {
            line.option("--dst-port", least == most ? "\(least)" : "\(least):\(most)")
        }
        line.option("--remote-ip", row["remote_ip_prefix"])
        line.option("--remote-group", try names.name("neutron_security_group", row["remote_group_id"]))
        line.argument(group)
        return [line.text]
    }
}
