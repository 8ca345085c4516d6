import TomboQuery

extension QuestionRoute {
    static let sql = QuestionRoute(
        "sql", "The rows of one SELECT over the views of the schema.",
        [Parameter("query", required: true, "One SELECT.")]
    ) { try $0.answer(SQLQuestion(sql: $0.required("query"))) }
}
