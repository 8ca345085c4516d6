import TomboQuery

extension QuestionRoute {
    static let status = QuestionRoute(
        "status", "Each cloud at a glance: counts, capacity, health, what changed last.",
        followsFromHistory: { _ in false }
    ) { try $0.answer(StatusQuestion()) }
}
