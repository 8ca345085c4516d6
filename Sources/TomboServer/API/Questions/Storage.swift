import TomboQuery

extension QuestionRoute {
    static let storage = QuestionRoute(
        "storage", "How much storage there is, how much of it can be used, and until when.",
        [
            Parameter(
                "by", .choice(StorageQuestion.Grouping.allCases.map(\.rawValue)),
                "What a row is about; class by default."
            ),
            Parameter("lose", repeated: true, "A host that is lost with its OSDs, for good."),
        ]
    ) { asked in
        let grouping = asked.arguments.text("by").flatMap { StorageQuestion.Grouping(rawValue: $0) } ?? .deviceClass
        let lost = asked.arguments.texts("lose")
        guard lost.isEmpty || grouping != .backend else {
            throw APIError.usage(
                "bad_value", "`lose` asks about Ceph; the backends of Cinder and Nova do not say their hosts' share.",
                "Leave out `lose` or `by`.")
        }
        return try asked.answer(StorageQuestion(grouping: grouping, lost: lost))
    }
}
