import TomboRecords

/// `openstack:` below a cloud of tombo.yaml: which credentials, and what not to ask.
struct OpenStackSection: SourceSection {
    private let cloud: String
    private let login: String
    private let file: String?
    private let usesEnvironment: Bool
    private let without: Set<String>
    private let withoutKey: String
    private let deadline: Duration?
    private let requestsAtOnce: Int

    init(_ node: ConfigurationNode, cloud: String, _ places: ConfigurationPlaces) throws(CollectError) {
        let fields = try node.fields([
            "cloud", "environment", "clouds_file", "without", "deadline", "requests_at_once",
        ])
        self.cloud = cloud
        usesEnvironment = try fields["environment"]?.bool() ?? false
        login = try fields["cloud"]?.text("the name of a cloud in clouds.yaml") ?? cloud
        let directory = PathText.folder(of: node.file)
        file = try fields["clouds_file"].map { field throws(CollectError) in
            places.path(try field.text("the path of a clouds.yaml"), from: directory)
        }
        if usesEnvironment, let other = fields["cloud"] ?? fields["clouds_file"] {
            throw other.wrong(
                "contradicts `environment: true`, which takes the OS_* variables",
                remedy: "Remove one of the two.")
        }
        without = try fields["without"].map { field throws(CollectError) in try Self.kinds(field) } ?? []
        withoutKey = "\(node.key).without"
        deadline = try fields["deadline"]?.integer("a number of seconds").seconds
        requestsAtOnce = try fields["requests_at_once"]?.integer("a number of requests") ?? 6
    }

    func source(_ places: ConfigurationPlaces) throws(CollectError) -> ConfiguredSource {
        let search = places.openStackSearch(
            cloud: usesEnvironment ? cloud : login, file: file, place: usesEnvironment ? .environment : .file)
        var configured = ConfiguredSource(try search.find())
        if case let source as OpenStackSource = configured.source {
            configured.source = OpenStackSource(
                configuration: source.configuration, without: without, leftOutBy: withoutKey,
                requestsAtOnce: requestsAtOnce)
        }
        configured.deadline = deadline
        if !without.isEmpty {
            configured.recordedSettings[OpenStackSource.withoutSetting] = without.sorted().joined(separator: ",")
        }
        return configured
    }

    /// Kinds from kinds and services: a kind's name begins with its service's.
    private static func kinds(_ node: ConfigurationNode) throws(CollectError) -> Set<String> {
        let all = OpenStackCatalog.specs.map(\.kind)
        var services: [String] = []
        for kind in all {
            let service = String(kind.prefix { $0 != "_" })
            if !services.contains(service) { services.append(service) }
        }
        var kinds: Set<String> = []
        for word in try node.words("services and kinds to leave out") {
            let meant = all.filter { $0 == word || (services.contains(word) && $0.hasPrefix(word + "_")) }
            if meant.isEmpty {
                let nearest = Nearest.name(to: word, among: services + all)
                throw node.wrong(
                    "names something that is neither a service nor a kind",
                    remedy: nearest.map { "Did you mean `\($0)`?" }
                        ?? "Use \(services.joined(separator: ", ")), or a kind that `tombo schema` lists.")
            }
            kinds.formUnion(meant)
        }
        return kinds
    }
}

extension ConfiguredSource {
    /// The source that these credentials are for.
    init(_ credentials: OpenStackCredentials) {
        self.init(
            source: OpenStackSource(configuration: credentials.configuration), type: "openstack",
            access: HTTPAccess(trust: credentials.configuration.trust),
            recordedSettings: credentials.configuration.recordedSettings,
            secrets: [credentials.configuration.auth.secret].compactMap(\.self), deadline: nil,
            origin: credentials.origin, warnings: credentials.warnings)
    }
}

extension Int {
    fileprivate var seconds: Duration { .seconds(self) }
}
