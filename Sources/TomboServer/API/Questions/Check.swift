import TomboQuery

extension QuestionRoute {
    static let check = QuestionRoute(
        "check", "What is not as it should be, and what could not be judged.",
        [
            Parameter("rule", repeated: true, "Only this rule, though it may be switched off."),
            Parameter(
                "severity", .choice(CheckRule.Severity.allCases.map(\.rawValue)),
                "Only findings that matter as much or more."),
            Parameter("list", .flag, "List the rules instead."),
        ],
        // Rules of one's own are SQL, with a time limit.
        followsFromHistory: { $0.checks.userRules.isEmpty }
    ) { asked in
        let arguments = asked.arguments
        if arguments.flag("list") { return CheckRuleList.answer(asked.checks) }
        return try asked.answer(
            CheckQuestion(
                rules: arguments.texts("rule"),
                severity: arguments.text("severity").flatMap { .init(rawValue: $0) }, plan: asked.checks,
                roles: asked.roles))
    }
}
