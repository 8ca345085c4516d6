import TomboRecords

enum ImageRecipe: Recipe {
    static let kind = "glance_image"
    static let columns = ["name", "disk_format", "container_format", "visibility", "min_disk_gib", "min_ram_mib"]

    static func commands(_ row: TableRow, _ names: RecipeNames) throws -> [String] {
        let name = row["name"].text ?? "image"
        var line = CommandLine("openstack", "image", "create")
        line.option("--disk-format", row["disk_format"])
        line.option("--container-format", row["container_format"])
        line.flag("--public", row["visibility"].text == "public")
        line.flag("--shared", row["visibility"].text == "shared")
        for (option, column) in [("--min-disk", "min_disk_gib"), ("--min-ram", "min_ram_mib")]
        where (row[column].integer ?? 0) > 0 {
            line.option(option, row[column])
        }
        // Where the file was nobody tells afterwards.
        line.option("--file", "\(name).img")
        line.argument(name)
        return [line.text]
    }
}
