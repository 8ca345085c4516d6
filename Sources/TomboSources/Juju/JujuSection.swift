import Foundation
import TomboRecords

/// `juju:` below a cloud of tombo.yaml: a command, or a file with its output.
struct JujuSection: SourceSection {
    private let settings: JujuSettings
    private let prefix: [String]
    private let usesAPI: Bool
    private let deadline: Duration?
    private let origin: String

    init(_ node: ConfigurationNode, _ places: ConfigurationPlaces) throws(CollectError) {
        let fields = try node.fields([
            "command", "api", "controller", "models", "options", "status_log", "file", "deadline",
        ])
        var settings = JujuSettings()
        prefix = try fields["command"]?.words("the words before `juju`, such as [ssh, host]") ?? []
        usesAPI = try fields["api"]?.bool() ?? false
        if usesAPI, let other = fields["command"] ?? fields["file"] {
            throw other.wrong("contradicts `api: true`", remedy: "Remove one of the two.")
        }
        settings.controller = try fields["controller"]?.text("the name of a controller")
        settings.models = try fields["models"]?.words("names of models") ?? []
        for (application, options) in try fields["options"]?.entries("each key is an application") ?? [] {
            settings.options[application] = try options.words("options of the application to read")
        }
        settings.statusLog = try fields["status_log"]?.bool() ?? false
        if let file = fields["file"] {
            settings.file = places.path(
                try file.text("the path of a file with the output of `juju status --format json`"),
                from: PathText.folder(of: node.file))
            if let other = fields["command"] ?? fields["controller"] ?? fields["models"] ?? fields["options"]
                ?? fields["status_log"]
            {
                throw other.wrong("contradicts `file:`, which is one model's status", remedy: "Remove one of the two.")
            }
        }
        deadline = try fields["deadline"].map { field throws(CollectError) in
            .seconds(try field.integer("a number of seconds"))
        }
        self.settings = settings
        origin = settings.file ?? (prefix + ["juju"]).joined(separator: " ")
    }

    func source(_ places: ConfigurationPlaces) throws(CollectError) -> ConfiguredSource {
        if usesAPI { return try apiSource(places) }
        let access: any Access =
            settings.file == nil
            ? CommandAccess(prefix: prefix, deadline: deadline ?? .seconds(60)) : FileAccess()
        return ConfiguredSource(
            source: JujuSource(settings: settings), type: "juju", access: access, recordedSettings: settings.recorded,
            secrets: [], deadline: deadline, origin: origin, warnings: [])
    }

    /// The controller's own API, with the login of the `juju` command's files.
    private func apiSource(_ places: ConfigurationPlaces) throws(CollectError) -> ConfiguredSource {
        let files = JujuClientFiles(environment: places.environment, homeDirectory: places.homeDirectory)
        let controller = try files.controller(settings.controller)
        var settings = settings
        settings.controller = controller.name
        settings.api = .init(controller)
        return ConfiguredSource(
            source: JujuSource(settings: settings, secrets: [controller.password]), type: "juju",
            access: JujuAPIAccess(controller: controller),
            recordedSettings: settings.recorded, secrets: [controller.password], deadline: deadline,
            origin: controller.origin, warnings: [])
    }

    /// A controller that the client of this user knows.
    static let discover: @Sendable (ConfigurationPlaces) -> DiscoveredSource = { places in
        let folder = JujuClientFiles(environment: places.environment, homeDirectory: places.homeDirectory).folder
        let file = folder + "/controllers.yaml"
        guard let text = FileManager.default.contents(atPath: file).flatMap({ String(data: $0, encoding: .utf8) }),
            let tree = try? YAMLTree(yaml: text, path: file), case .mapping(let top) = tree,
            case .mapping(let controllers)? = top["controllers"], !controllers.isEmpty
        else { return DiscoveredSource(title: "Juju") }
        let current = top["current-controller"]?.text
        let name = current ?? controllers.keys.sorted().first ?? ""
        return DiscoveredSource(
            title: "Juju", found: file,
            section: [
                "juju:", "  controller: \(Value.text(name).json)",
                "  # All models of it that you may read; or name some.", "  # models: [openstack]",
                "  # Options to keep of an application, such as its disks.",
                "  # options: {ceph-osd: [osd-devices]}",
                "  # What each unit said between two rounds, too.",
                "  # status_log: true",
            ])
    }
}
