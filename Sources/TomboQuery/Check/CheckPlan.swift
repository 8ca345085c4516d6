public import TomboRecords

/// What tombo.yaml says about checks: settings of tombo's rules, and rules of its own.
public struct CheckPlan: Sendable {
    /// One key below `checks:`.
    public struct Entry: Sendable {
        public var name: String
        /// For errors: "`checks.NAME` in /etc/tombo/tombo.yaml".
        public var place: String
        public var enabled = true
        public var severity: String?
        public var reason: String?
        public var sql: String?
        public var remedy: String?
        /// Every other key, with its words.
        public var parameters: [String: [String]] = [:]

        public init(name: String, place: String) {
            self.name = name
            self.place = place
        }
    }

    /// A person's rule.
    public struct UserRule: Sendable {
        public var name: String
        public var place: String
        public var severity: CheckRule.Severity
        public var sql: String
        public var remedy: String?
        public var enabled: Bool
        public var reason: String?
    }

    /// What is said to one of tombo's rules.
    struct Settings: Sendable {
        var enabled = true
        var severity: CheckRule.Severity?
        var reason: String?
        var parameters: [String: [String]] = [:]
    }

    private var settings: [String: Settings] = [:]
    /// In the order of their names.
    public private(set) var userRules: [UserRule] = []

    /// tombo's rules as they are.
    public init() {}

    /// - Throws: `CollectError` `misconfigured`, naming the place, for an unknown rule, severity or setting.
    public init(_ entries: [Entry]) throws(CollectError) {
        for entry in entries {
            let severity = try Self.severity(entry)
            if let rule = CheckRules.named(entry.name) {
                settings[entry.name] = try Self.settings(entry, of: rule, severity)
            } else if let sql = entry.sql {
                guard let severity else {
                    throw CollectError(
                        .misconfigured, "\(entry.place) has no severity.",
                        remedy: "Add `severity:` with info, warning or error.")
                }
                if let wrong = entry.parameters.keys.sorted().first {
                    throw Self.unknown(wrong, entry, among: ["enabled", "reason", "remedy", "severity", "sql"])
                }
                userRules.append(
                    UserRule(
                        name: entry.name, place: entry.place, severity: severity, sql: sql, remedy: entry.remedy,
                        enabled: entry.enabled, reason: entry.reason))
            } else {
                let near = Nearest.name(to: entry.name, among: CheckRules.all.map(\.name))
                throw CollectError(
                    .misconfigured, "\(entry.place) is no rule of tombo's, and has no `sql:` to be one of yours.",
                    remedy: near.map { "Did you mean `\($0)`? A rule of yours needs `severity:` and `sql:`." }
                        ?? "Add `severity:` and `sql:`, or see `tombo check --list` for tombo's rules.")
            }
        }
        userRules.sort { NaturalOrder.compare($0.name, $1.name) < 0 }
    }

    private static func severity(_ entry: Entry) throws(CollectError) -> CheckRule.Severity? {
        guard let word = entry.severity else { return nil }
        guard let severity = CheckRule.Severity(rawValue: word) else {
            throw CollectError(
                .misconfigured, "The severity of \(entry.place) is none that tombo knows.",
                remedy: "Use info, warning or error.")
        }
        return severity
    }

    private static func settings(
        _ entry: Entry, of rule: CheckRule, _ severity: CheckRule.Severity?
    ) throws(CollectError) -> Settings {
        if entry.sql != nil || entry.remedy != nil {
            throw CollectError(
                .misconfigured,
                "\(entry.place) is a rule of tombo's, and its \(entry.sql == nil ? "remedy" : "SQL") is fixed.",
                remedy: "Give your rule another name.")
        }
        if (!entry.enabled || severity != nil) && entry.reason == nil {
            throw CollectError(
                .misconfigured,
                "\(entry.place) \(entry.enabled ? "changes the severity of a rule" : "switches a rule off") "
                    + "without saying why.",
                remedy: "Add `reason:` with a sentence for whoever reads the findings next.")
        }
        let known = rule.settings.map(\.name)
        for (key, words) in entry.parameters.sorted(by: { $0.key < $1.key }) {
            guard let setting = rule.settings.first(where: { $0.name == key }) else {
                throw unknown(key, entry, among: ["enabled", "reason", "severity"] + known)
            }
            let isNumber = setting.standard.count == 1 && Double(setting.standard[0]) != nil
            if isNumber, words.count != 1 || Double(words[0]) == nil {
                throw CollectError(
                    .misconfigured, "`\(key)` of \(entry.place) must be a number.",
                    remedy: "Write digits only, as \(setting.standard[0]).")
            }
        }
        return Settings(
            enabled: entry.enabled, severity: severity, reason: entry.reason, parameters: entry.parameters)
    }

    private static func unknown(_ key: String, _ entry: Entry, among known: [String]) -> CollectError {
        CollectError(
            .misconfigured, "There is no key `\(key)` that tombo knows, in \(entry.place).",
            remedy: Nearest.name(to: key, among: known).map { "Did you mean `\($0)`?" }
                ?? "Use one of \(known.joined(separator: ", ")).")
    }

    func settings(of rule: CheckRule) -> Settings { settings[rule.name] ?? Settings() }
}
