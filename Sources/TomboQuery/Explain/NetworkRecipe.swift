import TomboRecords

enum NetworkRecipe: Recipe {
    static let kind = "neutron_network"
    static let columns = [
        "name", "external", "shared", "network_type", "physical_network", "segmentation_id", "port_security_enabled",
    ]

    static func commands(_ row: TableRow, _ names: RecipeNames) throws -> [String] {
        var line = CommandLine("openstack", "network", "create")
        line.flag("--external", row["external"].isTrue)
        line.flag("--share", row["shared"].isTrue)
        // A project's own network gets its type and number from Neutron; only an administrator asks for one.
        if let physical = row["physical_network"].text {
            line.option("--provider-network-type", row["network_type"])
            line.option("--provider-physical-network", physical)
            line.option("--provider-segment", row["segmentation_id"])
        }
        line.flag("--disable-port-security", row["port_security_enabled"] == .bool(false))
        line.argument(row["name"].text)
        return [line.text]
    }
}
