import TomboRecords

enum FlavorRecipe: Recipe {
    static let kind = "nova_flavor"
    static let columns = [
        "name", "vcpus", "ram_mib", "disk_gib", "ephemeral_gib", "swap_mib", "is_public", "extra_specs",
    ]

    static func commands(_ row: TableRow, _ names: RecipeNames) throws -> [String] {
        var line = CommandLine("openstack", "flavor", "create")
        line.option("--vcpus", row["vcpus"])
        line.option("--ram", row["ram_mib"])
        line.option("--disk", row["disk_gib"])
        for (name, column) in [("--ephemeral", "ephemeral_gib"), ("--swap", "swap_mib")]
        where (row[column].integer ?? 0) > 0 {
            line.option(name, row[column])
        }
        line.flag("--private", row["is_public"] == .bool(false))
        if case .object(let fields) = row["extra_specs"] {
            for field in fields { line.option("--property", "\(field.key)=\(field.value.text ?? "")") }
        }
        line.argument(row["name"].text)
        return [line.text]
    }
}
