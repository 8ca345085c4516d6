import TomboQuery

extension QuestionRoute {
    static let blame = QuestionRoute(
        "blame", "Since when each field of a resource is what it is.",
        [Parameter("resource", required: true, "The resource: server/lb, its id, or a name that only one has.")]
    ) { try $0.answer(BlameQuestion(resource: $0.required("resource"))) }
}
