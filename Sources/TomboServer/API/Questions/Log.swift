import TomboQuery

extension QuestionRoute {
    static let log = QuestionRoute(
        "log", "What changed over time, newest first, and why.",
        [
            Parameter("resource", "Only this resource; also one that is gone."),
            Parameter("since", "Only what changed after this snapshot."),
            Parameter("until", "Only what changed up to this snapshot; the same as at."),
            Parameter("kind", repeated: true, "Only this kind."),
            Parameter("n", .number(from: 0), "So many lines, 0 for all; 100 by default, all of one resource."),
        ]
    ) { asked in
        let arguments = asked.arguments
        let resource = arguments.text("resource")
        guard resource == nil || arguments.texts("kind").isEmpty else {
            throw APIError.usage("contradiction", "A resource has one kind.", "Leave `kind` out.")
        }
        guard arguments.text("until") == nil || arguments.text("at") == nil else {
            throw APIError.usage("contradiction", "`until` and `at` say the same.", "Leave one out.")
        }
        let usual: Int? = resource == nil ? 100 : nil
        let question = LogQuestion(
            resource: resource, kinds: arguments.texts("kind"), since: arguments.reference("since"),
            limit: arguments.number("n").map { $0 == 0 ? nil : $0 } ?? usual)
        return try asked.archive.answer(question, at: arguments.reference("until") ?? arguments.reference("at"))
    }
}
