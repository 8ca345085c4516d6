import TomboQuery

extension QuestionRoute {
    static let capacity = QuestionRoute(
        "capacity", "How many more servers of each flavor fit, and what limits them.",
        [
            Parameter("flavor", repeated: true, "Only this flavor."),
            Parameter(
                "by", .choice(CapacityQuestion.Grouping.allCases.map(\.rawValue)),
                "What a row is about beside the flavor; flavor by default."),
            Parameter("n_plus", .choice(["1"]), "Whether the servers of each host fit on the others."),
            Parameter("boot_from_volume", .flag, "Count servers that boot from a volume."),
        ]
    ) { asked in
        let arguments = asked.arguments
        return try asked.answer(
            CapacityQuestion(
                flavors: arguments.texts("flavor"),
                grouping: arguments.text("by").flatMap { .init(rawValue: $0) } ?? .flavor,
                bootsFromVolume: arguments.flag("boot_from_volume"), isNPlusOne: arguments.text("n_plus") != nil))
    }
}
