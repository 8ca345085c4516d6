import TomboRecords
import TomboStore

/// What is not as it should be?
public struct CheckQuestion: Question {
    /// Only these rules; empty for all that are not switched off.
    public var rules: [String]
    /// Only findings that matter as much or more. What could not be judged is always said.
    public var severity: CheckRule.Severity?
    public var plan: CheckPlan
    /// Each cloud's, as tombo.yaml has them.
    public var roles: [String: Roles]

    public init(
        rules: [String] = [], severity: CheckRule.Severity? = nil, plan: CheckPlan = CheckPlan(),
        roles: [String: Roles] = [:]
    ) {
        self.rules = rules
        self.severity = severity
        self.plan = plan
        self.roles = roles
    }

    /// The word that stands for a severity where a rule could not judge.
    public static let unjudged = "unjudged"

    static let columns: [Answer.Column] = [
        .init("severity"), .init("rule"), .init("kind", isBrief: false), .init("name"), .init("message"),
        .init("evidence", .json, isBrief: false), .init("remedy", isBrief: false), .init("cloud", isBrief: false),
    ]

    public func answer(_ moment: Moment) throws -> Answer {
        try refuseUnknown()
        var lines: [CheckVerdicts.Line] = []
        var kinds: Set<String> = []
        let known = moment.reader.specs.map(\.kind)
        let users = plan.userRules.filter { isAsked($0.name, enabled: $0.enabled) }
        for rule in users { lines += try UserChecks.lines(rule, moment) }
        for cloud in moment.snapshots.map(\.cloud).sorted() {
            let verdicts = try CheckVerdicts(
                moment.within(cloud), cloud: cloud, roles: roles[cloud] ?? [:], plan: plan)
            for rule in CheckRules.all where isAsked(rule.name, enabled: plan.settings(of: rule).enabled) {
                guard let found = try verdicts.lines(rule) else { continue }
                lines += found
                kinds.formUnion(rule.kinds.intersection(verdicts.present))
            }
            for rule in users {
                let read = SQLQuestion(sql: rule.sql).kinds(known)
                lines += verdicts.notes(rule.name, read)
                kinds.formUnion(read.intersection(verdicts.present))
            }
        }
        var answer = Answer(
            columns: Self.columns, rows: rows(lines), snapshot: moment.snapshot, gaps: try moment.gaps(kinds))
        if moment.snapshots.count > 1, let index = answer.columns.firstIndex(where: { $0.name == "cloud" }) {
            answer.columns[index].isBrief = true
        }
        return answer
    }

    /// How many findings matter as much as `severity`, or more.
    public static func count(_ answer: Answer, from severity: CheckRule.Severity) -> Int {
        answer.rows.count { row in
            row[0].text.flatMap(CheckRule.Severity.init(rawValue:)).map { $0 >= severity } ?? false
        }
    }

    /// A rule that is named is asked though it is switched off.
    private func isAsked(_ name: String, enabled: Bool) -> Bool { rules.isEmpty ? enabled : rules.contains(name) }

    private func refuseUnknown() throws {
        let known = CheckRules.all.map(\.name) + plan.userRules.map(\.name)
        for rule in rules where !known.contains(rule) {
            throw QueryError(
                .unknownRule, "There is no rule called \(rule).",
                remedy: Nearest.name(to: rule, among: known).map { "Did you mean `\($0)`?" }
                    ?? "See `tombo check --list`.")
        }
    }

    /// The worst first; what was not judged stands last.
    private func rows(_ lines: [CheckVerdicts.Line]) -> [[Value]] {
        let levels: [CheckRule.Severity?] = CheckRule.Severity.allCases.reversed() + [nil]
        return levels.flatMap { level in
            lines.filter { line in
                line.severity == level && (level.map { $0 >= severity ?? .info } ?? true)
            }.map { line in
                [
                    .text(line.severity?.rawValue ?? Self.unjudged), .text(line.rule), .text(line.finding.kind),
                    .text(line.finding.name), .text(line.finding.message), line.finding.evidence,
                    Value(line.remedy), .text(line.cloud),
                ]
            }
        }
    }
}
