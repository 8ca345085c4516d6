import TomboQuery

extension QuestionRoute {
    static let list = QuestionRoute(
        "list", "The resources of one kind.",
        [Parameter("kind", required: true, "The kind: nova_server, or a short word such as server.")]
    ) { try $0.answer(ListQuestion(kind: $0.required("kind"))) }
}
