import TomboQuery

extension QuestionRoute {
    static let fit = QuestionRoute(
        "fit", "Whether a list of servers fits together, and where.",
        [
            Parameter("flavor", repeated: true, required: true, "A flavor with how many: m1.large=4."),
            Parameter("anti_affinity", .flag, "Put each on a host of its own."),
            Parameter("boot_from_volume", .flag, "Count servers that boot from a volume."),
        ]
    ) { asked in
        try asked.answer(
            FitQuestion(
                try asked.flavors(), isApart: asked.arguments.flag("anti_affinity"),
                bootsFromVolume: asked.arguments.flag("boot_from_volume")))
    }
}

extension Asked {
    /// Flavors, each with how many.
    func flavors() throws(APIError) -> [FlavorCount] {
        var counts: [FlavorCount] = []
        for text in arguments.texts("flavor") {
            guard let count = FlavorCount(text) else {
                throw .usage("bad_value", "`\(text)` is no flavor with a count.", "Write it as m1.large=4.")
            }
            counts.append(count)
        }
        return counts
    }
}
