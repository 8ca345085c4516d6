import TomboQuery

extension QuestionRoute {
    static let schema = QuestionRoute(
        "schema", "What kinds and views there are, and what their columns mean.",
        [Parameter("kind", "The kind, a short word for it, or a view.")], isOfMoment: false
    ) { asked in
        guard let kind = asked.arguments.text("kind") else { return SchemaAnswer.kinds(asked.specs) }
        if let view = ViewSpec.called(kind) { return SchemaAnswer.columns(of: view) }
        return SchemaAnswer.columns(of: try asked.specs.named(kind))
    }
}
