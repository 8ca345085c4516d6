import TomboQuery

extension QuestionRoute {
    static let fit = QuestionRoute(
        "fit", "Whether a list of servers fits together, and where.",
        [
            Parameter("flavor", repeated: true, required: true, "A flavor with how many: m1.large=4."),
            Parameter("anti_affinity", .flag, "Each on a host of its own."),
            Parameter("affinity", .flag, "All on one host."),
            Parameter("soft_anti_affinity", .flag, "Each on a host of its own, as far as that goes."),
            Parameter("soft_affinity", .flag, "All on one host, as far as that goes."),
            Parameter("group", "A server group that they join, by its name or id."),
            Parameter("boot_from_volume", .flag, "Count servers that boot from a volume."),
        ]
    ) { asked in
        let policies = ServerGroups.Policy.allCases.filter {
            asked.arguments.flag($0.rawValue.replacing("-", with: "_"))
        }
        let group = asked.arguments.text("group")
        guard policies.count + (group == nil ? 0 : 1) < 2 else {
            throw APIError.usage(
                "bad_value", "Several policies are given.", "Give one policy, or the group, which has its own.")
        }
        return try asked.answer(
            FitQuestion(
                try asked.flavors(), policy: policies.first, group: group,
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
