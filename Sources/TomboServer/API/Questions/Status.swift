import TomboQuery

extension QuestionRoute {
    static let status = QuestionRoute(
        "status", "Each cloud at a glance: counts, capacity, health, what changed last.", movesWithTime: true
    ) { try $0.answer(StatusQuestion()) }
}
