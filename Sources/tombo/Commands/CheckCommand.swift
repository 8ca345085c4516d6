public import ArgumentParser
import TomboQuery
import TomboRecords
import TomboRender

/// From which severity on a finding is a failure.
enum FailOn: String, ExpressibleByArgument, CaseIterable { case info, warning, error, never }

extension CheckRule.Severity: ExpressibleByArgument {}

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Find what is not as it should be, layer by layer and between them.",
        discussion: """
            Findings come from the snapshot alone. What a rule could not judge, as a
            listing is not whole or a field unknown, is said as `unjudged`.

            tombo.yaml may switch a rule off or change its severity, with a reason, and
            add rules of yours: a name, a severity, and a SELECT that gives `name` and
            `message`. docs/checks.md has every rule with its source and its settings.

            Exit status 1: a finding at or above --fail-on. Else 3, when the data are
            incomplete.

            EXAMPLES
              tombo check
              tombo check --severity warning --at tarefa-2
              tombo check --rule public-address-inside --fail-on warning
              tombo check --list
            """)

    @Option(help: "Only this rule, though it may be switched off. (can be repeated)", completion: .names(.rules))
    var rule: [String] = []

    @Option(help: "Only findings that matter as much or more: info, warning, error.")
    var severity: CheckRule.Severity?

    @Option(help: "Exit with 1 for a finding that matters as much or more: info, warning, error, never.")
    var failOn: FailOn = .error

    @Flag(help: "List the rules instead, with what they say and why.")
    var list = false

    @OptionGroup var moment: MomentOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        let plan = try global.checkPlan()
        if list {
            try output.write(CheckRuleList.answer(plan), layout: .sentences, quiet: true)
            return
        }
        let question = CheckQuestion(rules: rule, severity: severity, plan: plan, roles: try global.roles())
        let answer = try Answering.archive(global).answer(question, at: moment.reference)
        let status = try output.write(answer, layout: .groups(Self.groups), quiet: global.quiet)
        if !global.quiet { StandardError.write(Self.summary(answer) + "\n") }
        if let least = CheckRule.Severity(rawValue: failOn.rawValue), CheckQuestion.count(answer, from: least) > 0 {
            throw Failure(.no)
        }
        if status != .done { throw Failure(status) }
    }

    private static let groups = RenderOptions.Groups(
        heading: ["severity", "rule"], columns: ["name", "message"], note: "remedy",
        loose: CheckQuestion.unjudged)

    /// `2 errors, 1 warning, 0 infos; 3 not judged`.
    static func summary(_ answer: Answer) -> String {
        let counts = Dictionary(grouping: answer.rows) { $0[0].text ?? "" }.mapValues(\.count)
        let found = CheckRule.Severity.allCases.reversed().map { severity in
            let count = counts[severity.rawValue] ?? 0
            return "\(count) \(severity.rawValue)\(count == 1 || severity == .info ? "" : "s")"
        }
        let unjudged = counts[CheckQuestion.unjudged] ?? 0
        return found.joined(separator: ", ") + (unjudged > 0 ? "; \(unjudged) not judged" : "")
    }
}
