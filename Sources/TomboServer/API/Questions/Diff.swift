import TomboQuery
import TomboRecords

extension QuestionRoute {
    static let diff = QuestionRoute(
        "diff", "What changed between two snapshots.",
        [
            Parameter("range", "The snapshots: A..B, or A for A..latest; latest~1..latest by default."),
            Parameter("kind", repeated: true, "Only this kind."),
            Parameter("field", repeated: true, "Only changes of this field."),
            Parameter("class", .choice(["configuration", "status"]), "Only changes of this class of field."),
            Parameter("volatile", .flag, "Also measures: bytes used, load and the like."),
            Parameter("stat", .flag, "Only how many of each kind appeared, went and changed."),
        ],
        isOfMoment: false
    ) { asked in
        let arguments = asked.arguments
        let (from, to) = SnapshotReference.range(arguments.text("range"))
        let question = DiffQuestion(
            from: from, kinds: arguments.texts("kind"), fields: arguments.texts("field"),
            classes: arguments.text("class").map { [$0 == "status" ? .status : .configuration] } ?? [],
            isVolatile: arguments.flag("volatile"))
        return try arguments.flag("stat")
            ? asked.archive.answer(DiffSumQuestion(question), at: to) : asked.archive.answer(question, at: to)
    }
}
