import TomboQuery

extension QuestionRoute {
    static let explain = QuestionRoute(
        "explain", "The commands that would make a resource, and who made it.",
        [Parameter("resource", required: true, "The resource: server/lb, its id, or a name that only one has.")]
    ) { asked in
        try asked.answer(ExplainQuestion(resource: asked.required("resource")))
    }
}
