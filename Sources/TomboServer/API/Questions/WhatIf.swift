import TomboQuery

extension QuestionRoute {
    static let whatIf = QuestionRoute(
        "what-if", "What fits after hosts are lost or added, or with another ratio.",
        [
            Parameter("flavor", repeated: true, "A flavor to place as well, with how many: m1.large=4."),
            Parameter("lose", repeated: true, "A compute host that is lost."),
            Parameter("add", repeated: true, "Hosts to add: cpus=48,ram=256GiB,disk=2TiB,count=2."),
            Parameter("ratio", repeated: true, "An allocation ratio for all hosts: cpu=4."),
            Parameter("boot_from_volume", .flag, "Count servers that boot from a volume."),
        ]
    ) { asked in
        let arguments = asked.arguments
        var change = CloudChange()
        change.lost = arguments.texts("lose")
        for text in arguments.texts("add") {
            if let wrong = change.add(text) { throw APIError.usage("bad_value", wrong, nil) }
        }
        for text in arguments.texts("ratio") {
            if let wrong = change.setRatio(text) { throw APIError.usage("bad_value", wrong, nil) }
        }
        guard !["lose", "add", "ratio"].allSatisfy({ arguments.texts($0).isEmpty }) else {
            throw APIError.usage(
                "missing_parameter", "Nothing changes.", "Add `lose`, `add` or `ratio`; `fit` asks without a change.")
        }
        return try asked.answer(
            FitQuestion(
                try asked.flavors(), bootsFromVolume: arguments.flag("boot_from_volume"), change: change))
    }
}
