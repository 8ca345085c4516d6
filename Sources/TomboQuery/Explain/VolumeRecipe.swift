import TomboRecords

enum VolumeRecipe: Recipe {
    static let kind = "cinder_volume"
    static let columns = ["name", "size_gib", "volume_type", "image_id", "snapshot_id", "source_volid", "bootable"]

    static func commands(_ row: TableRow, _ names: RecipeNames) throws -> [String] {
        var line = CommandLine("openstack", "volume", "create")
        line.option("--size", row["size_gib"])
        if let type = row["volume_type"].text, type != "__DEFAULT__" { line.option("--type", type) }
        line.option("--image", try names.name("glance_image", row["image_id"]))
        line.option("--snapshot", try names.name("cinder_snapshot", row["snapshot_id"]))
        line.option("--source", try names.name("cinder_volume", row["source_volid"]))
        line.argument(row["name"].text)
        return [line.text]
    }
}
