import TomboQuery

extension QuestionRoute {
    static let impact = QuestionRoute(
        "impact", "What stops when something is lost.",
        [Parameter("resource", required: true, "What is lost: a host, machine, container, unit or server.")]
    ) { try $0.answer(ImpactQuestion(resource: $0.required("resource"))) }
}
