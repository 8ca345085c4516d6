import TomboRecords

/// The rules that there are, as an answer about the program.
public enum CheckRuleList {
    public static func answer(_ plan: CheckPlan) -> Answer {
        let rows = CheckRules.all.map { row($0, plan.settings(of: $0)) } + plan.userRules.map(row)
        // What somebody switched off is said with why.
        let isReasoned = rows.contains { !$0[9].isNull }
        let columns: [Answer.Column] = [
            .init("rule"), .init("severity"), .init("enabled", .boolean), .init("kind", isBrief: false),
            .init("what"), .init("why", isBrief: false), .init("source", isBrief: false),
            .init("remedy", isBrief: false), .init("settings", .set, isBrief: false),
            .init("reason", isBrief: isReasoned), .init("origin", isBrief: false),
        ]
        return Answer(columns: columns, rows: rows)
    }

    private static func row(_ rule: CheckRule, _ settings: CheckPlan.Settings) -> [Value] {
        [
            .text(rule.name), .text((settings.severity ?? rule.severity).rawValue), .bool(settings.enabled),
            .text(rule.kind), .text(rule.what), .text(rule.why), .text(rule.source), .text(rule.remedy),
            Value(rule.settings.map(\.name)), Value(settings.reason), .text("tombo"),
        ]
    }

    private static func row(_ rule: CheckPlan.UserRule) -> [Value] {
        [
            .text(rule.name), .text(rule.severity.rawValue), .bool(rule.enabled), .null, .text(rule.sql), .null,
            .text(rule.place), Value(rule.remedy), .list([]), Value(rule.reason), .text("tombo.yaml"),
        ]
    }
}
