import TomboRecords

/// One key below `checks:` of a tombo.yaml, as it stands there: which rules there are, only a query knows.
public struct CheckSection: Sendable {
    public var name: String
    /// "`checks.NAME` in /etc/tombo/tombo.yaml".
    public var place: String
    public var enabled = true
    public var severity: String?
    public var reason: String?
    public var sql: String?
    public var remedy: String?
    /// Every other key, with its words.
    public var parameters: [String: [String]] = [:]

    static func all(_ node: ConfigurationNode) throws(CollectError) -> [CheckSection] {
        var sections: [CheckSection] = []
        for (name, node) in try node.entries("each key is a rule of tombo's, or the name of one of yours") {
            sections.append(try CheckSection(name, node))
        }
        return sections
    }

    private init(_ name: String, _ node: ConfigurationNode) throws(CollectError) {
        self.name = name
        place = "`\(node.key)` in \(node.file)"
        guard !name.isEmpty, name.allSatisfy(TomboConfiguration.isPlain) else {
            throw node.wrong("is no name for a rule", remedy: "Use letters, digits, `-`, `_` and `.`.")
        }
        for (key, value) in try node.entries("its keys are enabled, severity, reason, sql and the rule's settings") {
            switch key {
            case "enabled": enabled = try value.bool()
            case "severity": severity = try value.text("info, warning or error")
            case "reason": reason = try value.text("a sentence: why")
            case "sql": sql = try value.text("a SELECT that gives name and message")
            case "remedy": remedy = try value.text("a sentence: what to do")
            default: parameters[key] = try value.words("words, as the rule's page says")
            }
        }
    }
}
