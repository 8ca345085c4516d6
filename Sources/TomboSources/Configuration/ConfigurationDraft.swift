public import TomboRecords

/// A tombo.yaml to begin with, made from what was found.
public struct ConfigurationDraft: Sendable {
    public struct Entry: Sendable {
        public var login: Discovery.Login
        /// How signing in went; nil when nobody tried.
        public var signIn: Result<SignIn, CollectError>?
        /// The entry that leads to the same cloud and is used instead.
        public fileprivate(set) var duplicateOf: String?

        public init(_ login: Discovery.Login, signIn: Result<SignIn, CollectError>? = nil) {
            self.login = login
            self.signIn = signIn
        }

        /// Administrators see everything, and who cannot sign in sees nothing.
        fileprivate var worth: Int {
            switch signIn {
            case .success(let signIn): signIn.isAdmin ? 3 : 2
            case nil: 1
            case .failure: 0
            }
        }
    }

    public private(set) var entries: [Entry]
    private let others: [DiscoveredSource]
    private let places: ConfigurationPlaces

    /// Takes one login for each cloud: two would count everything twice.
    public init(_ entries: [Entry], others: [DiscoveredSource] = [], _ places: ConfigurationPlaces) {
        self.entries = entries
        self.others = others
        self.places = places
        for index in entries.indices {
            guard let place = entries[index].login.place else { continue }
            let same = entries.indices.filter { entries[$0].login.place == place }
            guard let best = same.max(by: { (entries[$0].worth, -$0) < (entries[$1].worth, -$1) }), best != index else {
                continue
            }
            self.entries[index].duplicateOf = entries[best].login.name
        }
    }

    /// The text of the file. It is read by ``TomboConfiguration``.
    public var yaml: String {
        var text = """
            # Configuration of tombo, begun by `tombo init`. Change it as you like; a key
            # that tombo does not know is an error. No password stands here: passwords stay
            # in clouds.yaml, in secure.yaml beside it, or in the OS_* variables.

            # The database. (default: tombo/tombo.db in the XDG data folder; --db and
            # TOMBO_DB win)
            # database: ~/tombo.db

            # Each cloud by the name that answers give it, with its sources below. One
            # `tombo collect` asks all of them side by side.

            """
        let isUsed = entries.contains { $0.duplicateOf == nil } || isWithoutOpenStack
        text += isUsed ? "clouds:\n" : "# clouds:\n"
        let isOnly = entries.count { $0.duplicateOf == nil } == 1
        for entry in entries {
            text += section(entry, with: isOnly && entry.duplicateOf == nil ? others : [])
        }
        if isWithoutOpenStack {
            text += "  \(Self.nameless):\n" + others.flatMap(\.section).map { "    \($0)\n" }.joined()
        } else if !isOnly {
            text += unclaimed
        }
        return text
    }

    /// Whether machines, units or disks are all that there is to read.
    public var isWithoutOpenStack: Bool { entries.isEmpty && others.contains { !$0.section.isEmpty } }

    /// What a cloud is called that no clouds.yaml has a name for.
    private static let nameless = "lab"

    /// Which of several clouds they belong to only a person knows.
    private var unclaimed: String {
        let lines = others.flatMap(\.section)
        if lines.isEmpty { return "" }
        return "  # Found here as well; move each below the cloud that it is a part of:\n"
            + lines.map { "  #   \($0)\n" }.joined()
    }

    private func section(_ entry: Entry, with others: [DiscoveredSource]) -> String {
        let login = entry.login
        var head: [String] = []
        var lines = ["\(Self.scalar(login.name)):", "  openstack:"]
        if let name = login.cloudsName {
            head.append("A cloud of clouds.yaml.")
            lines.append("    cloud: \(Self.scalar(name))")
            if let file = login.cloudsFile { lines.append("    clouds_file: \(Self.scalar(places.spoken(file)))") }
        } else {
            head.append("The OS_* variables: they must be set whenever tombo collects.")
            lines.append("    environment: true")
        }
        if let other = entry.duplicateOf {
            head.append("The same cloud as `\(other)` by another login: left out.")
        }
        var missing: [String] = []
        if case .success(let signIn) = entry.signIn { missing = signIn.missing }
        lines.append("    # Services and kinds to leave out: what a cloud does not have is no fault.")
        lines.append(missing.isEmpty ? "    # without: [cinder]" : "    without: [\(missing.joined(separator: ", "))]")
        lines += [
            "    # Seconds for all answers together, and requests to one service at once.",
            "    # deadline: 300", "    # requests_at_once: 6",
        ]
        if entry.duplicateOf != nil { lines.removeAll { $0.hasPrefix("    #") } }
        lines += others.flatMap(\.section).map { "  \($0)" }
        let body = head.map { "# \($0)" } + lines
        return body.map { "  " + (entry.duplicateOf == nil || $0.hasPrefix("#") ? "" : "# ") + $0 + "\n" }.joined()
            + "\n"
    }

    /// A text that YAML reads back as it is.
    static func scalar(_ text: String) -> String {
        let isWord = text.first?.isLetter == true && text.allSatisfy(TomboConfiguration.isPlain)
        return isWord && text.lowercased() != "null" ? text : Value.text(text).json
    }
}
