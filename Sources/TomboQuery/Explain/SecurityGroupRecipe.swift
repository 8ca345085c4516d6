import TomboRecords

enum SecurityGroupRecipe: Recipe {
    static let kind = "neutron_security_group"
    static let columns = ["name", "description", "stateful"]

    static func commands(_ row: TableRow, _ names: RecipeNames) throws -> [String] {
        // Neutron makes one of this name for each project by itself.
        if row["name"].text == "default" { return [] }
        var line = CommandLine("openstack", "security", "group", "create")
        line.option("--description", row["description"])
        line.flag("--stateless", row["stateful"] == .bool(false))
        line.argument(row["name"].text)
        return [line.text]
    }
}
