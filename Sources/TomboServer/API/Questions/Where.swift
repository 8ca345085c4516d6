import TomboQuery

extension QuestionRoute {
    static let whereIs = QuestionRoute(
        "where", "On which physical host something is, and how that is known.",
        [
            Parameter("resources", repeated: true, "A resource: server/lb, an id, or a name that only one has."),
            Parameter("role", "All servers with this role."),
            Parameter("moves", .flag, "Also which other hosts would take each server now."),
        ]
    ) { asked in
        let (resources, role) = (asked.arguments.texts("resources"), asked.arguments.text("role"))
        guard !resources.isEmpty || role != nil else {
            throw APIError.usage(
                "missing_parameter", "Neither `resources` nor `role` is there.", "Add one: `?resources=lb`.")
        }
        return try asked.answer(
            WhereQuestion(
                resources: resources, role: role, roles: asked.roles, findsMoves: asked.arguments.flag("moves")))
    }
}
