import TomboQuery

extension QuestionRoute {
    static let snapshots = QuestionRoute(
        "snapshots", "The snapshots, newest first.",
        [Parameter("n", .number(from: 1), "Only so many of the newest.")], isOfMoment: false
    ) { try $0.answer(SnapshotsQuestion(limit: $0.arguments.number("n"))) }
}
