import TomboQuery

extension QuestionRoute {
    static let forecast = QuestionRoute(
        "forecast", "How long what is free lasts, with both bounds.",
        [
            Parameter(
                "resource", repeated: true, "Only this resource: a class, CEPH_RAW_BYTES, FLOATING_IP, VOLUME_GB."),
            Parameter("window", "How far back to look, in days or weeks: 90d, 12w."),
            Parameter(
                "risk", .choice(ForecastQuestion.Risk.allCases.map(\.rawValue)),
                "Which growth to plan with; expected by default."),
        ]
    ) { asked in
        let window = asked.arguments.text("window") ?? "90d"
        guard let days = ForecastQuestion.days(window) else {
            throw APIError.usage(
                "bad_value", "`\(window)` is no window.", "Write days or weeks, a week at least: 90d, 12w.")
        }
        return try asked.answer(
            ForecastQuestion(
                resources: asked.arguments.texts("resource"), windowDays: days,
                risk: asked.arguments.text("risk").flatMap { .init(rawValue: $0) } ?? .expected))
    }
}
