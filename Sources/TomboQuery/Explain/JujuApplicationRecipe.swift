import TomboRecords

enum JujuApplicationRecipe: Recipe {
    static let kind = "juju_application"
    static let columns = ["model", "name", "charm", "charm_channel", "charm_rev", "base", "scale", "exposed"]

    static func commands(_ row: TableRow, _ names: RecipeNames) throws -> [String] {
        let name = row["name"].text ?? ""
        let charm = row["charm"].text ?? name
        var deploy = CommandLine("juju", "deploy")
        deploy.option("--model", row["model"])
        deploy.option("--channel", row["charm_channel"])
        deploy.option("--revision", row["charm_rev"])
        deploy.option("--base", row["base"])
        if let scale = row["scale"].integer, scale > 1 { deploy.option("--num-units", "\(scale)") }
        deploy.argument(charm)
        if charm != name { deploy.argument(name) }
        var lines = [deploy.text]
        if row["exposed"].isTrue {
            var expose = CommandLine("juju", "expose")
            expose.option("--model", row["model"])
            expose.argument(name)
            lines.append(expose.text)
        }
        return lines
    }
}
