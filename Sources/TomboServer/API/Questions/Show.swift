import TomboQuery

extension QuestionRoute {
    static let show = QuestionRoute(
        "show", "Everything about one resource.",
        [Parameter("resource", required: true, "The resource: server/lb, its id, or a name that only one has.")]
    ) { try $0.answer(ShowQuestion(resource: $0.required("resource"))) }
}
