import Foundation
public import TomboRecords

/// A tombo.yaml: the database, and the clouds with their sources.
///
/// It is read strictly. A key that tombo does not know is an error and not
/// ignored: a mistyped `without` would else ask a service that is not there,
/// night after night.
public struct TomboConfiguration: Sendable {
    /// The file.
    public let path: String
    /// Where the database is; nil where the file does not say.
    public let database: String?
    /// In the order of their names.
    public let clouds: [Cloud]
    /// What it says about checks, in the order of their names.
    public let checks: [CheckSection]
    /// How `tombo daemon` works; the defaults where the file does not say.
    public let daemon: DaemonSettings

    public struct Cloud: Sendable {
        public var name: String
        /// Names of servers for each role, as `where --role` takes it; `*` is any run of characters.
        public var roles: [String: [String]] = [:]
        var sections: [(type: SourceType, section: any SourceSection)]
    }

    /// The configuration that is to be used: `named`, `$TOMBO_CONFIG`, or the
    /// first that is there of the working directory's, the person's and the
    /// machine's; nil when there is none.
    ///
    /// - Throws: ``CollectError/Code/misconfigured`` when a file that somebody
    ///   named is not there, and whatever is wrong inside.
    public static func find(_ places: ConfigurationPlaces, named: String? = nil) throws(CollectError) -> Self? {
        let variable = places.environment["TOMBO_CONFIG"].flatMap { $0.isEmpty ? nil : $0 }
        if let said = named ?? variable {
            return try TomboConfiguration(path: places.path(said, from: places.workingDirectory), places)
        }
        guard let path = places.files.first(where: { FileManager.default.fileExists(atPath: $0) }) else { return nil }
        return try TomboConfiguration(path: path, places)
    }

    init(path: String, _ places: ConfigurationPlaces) throws(CollectError) {
        guard let data = FileManager.default.contents(atPath: path), let yaml = String(data: data, encoding: .utf8)
        else {
            throw CollectError(
                .misconfigured, "The configuration \(path) cannot be read.",
                remedy: "Check that the file is there and is text, or write one with `tombo init`.")
        }
        try self.init(yaml: yaml, path: path, places)
    }

    /// Reads the text of a tombo.yaml, for ``init(path:_:)`` and for a file that is yet to be written.
    public init(yaml: String, path: String, _ places: ConfigurationPlaces) throws(CollectError) {
        self.path = path
        let directory = PathText.folder(of: path)
        let top = ConfigurationNode(
            tree: try YAMLTree(yaml: yaml, path: path, keepsNull: true), key: "", file: path)
        let fields = try top.fields(["database", "clouds", "checks", "daemon"])
        var database: String?
        if let node = fields["database"] {
            database = places.path(try node.text("the path of the database"), from: directory)
        }
        self.database = database
        checks = try fields["checks"].map { node throws(CollectError) in try CheckSection.all(node) } ?? []
        var clouds: [Cloud] = []
        for (name, node) in try fields["clouds"]?.entries("each key is the name of a cloud") ?? [] {
            try Self.check(name, node)
            var sections: [(type: SourceType, section: any SourceSection)] = []
            var roles: [String: [String]] = [:]
            for (word, section) in try node.entries("each key is a source, such as openstack") {
                if word == "roles" {
                    for (role, names) in try section.entries("each key is a role, such as lb") {
                        roles[role] = try names.words("names of servers, in which * is any run of characters")
                    }
                } else {
                    sections.append(try SourceType.section(word, section, cloud: name, places))
                }
            }
            if sections.isEmpty {
                throw node.wrong("has no source", remedy: "Add `openstack:` below it, or remove the cloud.")
            }
            clouds.append(Cloud(name: name, roles: roles, sections: sections))
        }
        self.clouds = clouds
        daemon =
            try fields["daemon"].map { node throws(CollectError) in
                try DaemonSettings(node, clouds: clouds.map(\.name)) { places.path($0, from: directory) }
            } ?? DaemonSettings()
    }

    /// The name goes into the database, into messages and, for a recording, into a path.
    private static func check(_ name: String, _ node: ConfigurationNode) throws(CollectError) {
        if name.isEmpty || name.first == "." || !name.allSatisfy(isPlain) {
            throw node.wrong(
                "is no name for a cloud", remedy: "Use letters, digits, `-`, `_` and `.`; the first is no `.`.")
        }
    }

    static func isPlain(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || "-_.".contains(character)
    }

    /// The cloud called `name`.
    ///
    /// - Throws: ``CollectError/Code/misconfigured`` with the names that there are.
    public func cloud(_ name: String) throws(CollectError) -> Cloud {
        if let cloud = clouds.first(where: { $0.name == name }) { return cloud }
        let names = clouds.map(\.name)
        throw CollectError(
            .misconfigured,
            "There is no cloud `\(name)` in \(path); it has \(names.map { "`\($0)`" }.joined(separator: ", ")).",
            remedy: Nearest.name(to: name, among: names).map { "Did you mean `--cloud \($0)`?" }
                ?? "Name one of these with --cloud, or add the cloud to the file.")
    }
}
