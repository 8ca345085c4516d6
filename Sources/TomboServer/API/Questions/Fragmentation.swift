import TomboQuery

extension QuestionRoute {
    static let fragmentation = QuestionRoute(
        "fragmentation", "Why nothing fits though room is free, and which migrations make room.",
        [
            Parameter("flavor", repeated: true, "Only this flavor."),
            Parameter("max_moves", .choice((1...8).map(String.init)), "Look for no more migrations than this."),
            Parameter("boot_from_volume", .flag, "Count servers that boot from a volume."),
        ]
    ) { asked in
        try asked.answer(
            FragmentationQuestion(
                flavors: asked.arguments.texts("flavor"), bootsFromVolume: asked.arguments.flag("boot_from_volume"),
                mostMoves: asked.arguments.number("max_moves") ?? MoveSearch.most))
    }
}
