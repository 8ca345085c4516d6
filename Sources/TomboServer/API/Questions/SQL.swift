import TomboQuery

extension QuestionRoute {
    static let sql = QuestionRoute(
        "sql", "The rows of one SELECT over the views of the schema.",
        [Parameter("query", required: true, "One SELECT.")],
        // `random()` and `datetime('now')` are SQL too.
        followsFromHistory: { _ in false }
    ) { try $0.answer(SQLQuestion(sql: $0.required("query"), mostBytes: mostBytes)) }

    /// One question must not take the memory of all.
    private static let mostBytes = 64 << 20
}
