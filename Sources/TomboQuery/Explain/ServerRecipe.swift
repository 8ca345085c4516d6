import TomboRecords

enum ServerRecipe: Recipe {
    static let kind = "nova_server"
    static let columns = [
        "id", "name", "flavor_name", "image_id", "key_name", "addresses", "security_groups", "availability_zone",
        "volumes_attached",
    ]

    static func commands(_ row: TableRow, _ names: RecipeNames) throws -> [String] {
        var create = CommandLine("openstack", "server", "create")
        create.option("--flavor", row["flavor_name"])
        if let image = try names.name("glance_image", row["image_id"]) {
            create.option("--image", image)
        } else if let boot = row["volumes_attached"].elements.first {
            // Without an image its first volume is what it boots from.
            create.option("--volume", try names.name("cinder_volume", boot))
        }
        var networks: [String] = []
        for address in row["addresses"].elements {
            if let network = address["network"].text, !networks.contains(network) { networks.append(network) }
        }
        for network in networks { create.option("--network", network) }
        for group in row["security_groups"].elements where group.text != "default" {
            create.option("--security-group", group)
        }
        create.option("--key-name", row["key_name"])
        if let zone = row["availability_zone"].text, zone != "nova" {
            create.option("--availability-zone", zone)
        }
        create.argument(row["name"].text)
        let data = row["volumes_attached"].elements.dropFirst(row["image_id"].isNull ? 1 : 0)
        let attach = try data.map { volume in
            var line = CommandLine("openstack", "server", "add", "volume")
            line.argument(row["name"].text)
            line.argument(try names.name("cinder_volume", volume))
            return line.text
        }
        return [create.text] + attach
    }
}
