import Foundation
import TomboRecords

/// `ceph:` below a cloud of tombo.yaml: how its commands are run, and as whom.
struct CephSection: SourceSection {
    private let source: CephSource
    private let access: CephAccess
    private let deadline: Duration?
    private let origin: String

    init(_ node: ConfigurationNode, _ places: ConfigurationPlaces) throws(CollectError) {
        let fields = try node.fields(["command", "librados", "conf", "user", "keyring", "pools", "deadline"])
        var access = CephAccess()
        access.prefix = try fields["command"]?.words("the words before `ceph`, such as [ssh, host, sudo]") ?? []
        access.usesLibrary = try fields["librados"]?.bool() ?? false
        if access.usesLibrary, let other = fields["command"] {
            throw other.wrong("contradicts `librados: true`, which asks from here", remedy: "Remove one of the two.")
        }
        for (name, option) in [("conf", "--conf"), ("keyring", "--keyring")] {
            guard let field = fields[name] else { continue }
            let said = try field.text("the path of a file")
            // Behind a prefix it is a path of another machine.
            let path = access.prefix.isEmpty ? places.path(said, from: PathText.folder(of: node.file)) : said
            access.options += [option, path]
        }
        if let field = fields["user"] {
            let user = try field.text("the name of a client, such as `client.tombo`")
            access.options += ["--name", user.contains(".") ? user : "client.\(user)"]
        }
        for option in access.options where !access.prefix.isEmpty && !Self.isPlain(option) {
            throw node.wrong(
                "has a word that a shell could take for its own: `\(option)`",
                remedy: "Use letters, digits, and `/ . _ -` only.")
        }
        source = CephSource(pools: try fields["pools"]?.words("names of pools whose RBD images to list") ?? [])
        deadline = try fields["deadline"].map { field throws(CollectError) in
            .seconds(try field.integer("a number of seconds"))
        }
        self.access = access
        origin = (access.prefix + [access.usesLibrary ? "librados" : "ceph"] + access.options).joined(separator: " ")
    }

    private static func isPlain(_ word: String) -> Bool {
        word.wholeMatch(of: #/[A-Za-z0-9\/._-]+/#) != nil
    }

    func source(_ places: ConfigurationPlaces) throws(CollectError) -> ConfiguredSource {
        ConfiguredSource(
            source: source, type: "ceph", access: access, recordedSettings: source.recordedSettings, secrets: [],
            deadline: deadline, origin: origin, warnings: [])
    }

    /// A configuration where Ceph itself looks for one.
    static let discover: @Sendable (ConfigurationPlaces) -> DiscoveredSource = { places in
        let said = places.environment["CEPH_CONF"].map { places.path($0, from: places.workingDirectory) }
        let file = said ?? "/etc/ceph/ceph.conf"
        guard FileManager.default.isReadableFile(atPath: file) else { return DiscoveredSource(title: "Ceph") }
        return DiscoveredSource(
            title: "Ceph", found: file,
            section: [
                "ceph:", "  conf: \(ConfigurationDraft.scalar(file))",
                "  # A client that may only read: ceph auth get-or-create client.tombo mon 'allow r' mgr 'allow r' \\",
                "  #   osd 'profile rbd-read-only'", "  # user: client.tombo",
                "  # Or run it on a monitor: command: [juju, ssh, ceph-mon/leader, sudo]",
            ])
    }
}
