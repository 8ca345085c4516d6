import TomboRecords
import TomboStore

/// Which commands would make this resource, and who made it?
public struct ExplainQuestion: Question {
    public var resource: String

    public init(resource: String) { self.resource = resource }

    public static let columns: [Answer.Column] = [
        .init("resource", isBrief: false), .init("command"), .init("made_by", isBrief: false),
        .init("request", isBrief: false), .init("made_at", .instant, isBrief: false),
    ]

    public func answer(_ moment: Moment) throws -> Answer {
        let found = try ResourceReference(resource, specs: moment.reader.specs).resolve(moment)
        guard let recipe = Recipes.of(found.spec.kind) else {
            throw QueryError(
                .notApplicable, "No command of a person makes a \(found.spec.word): its service does.",
                remedy:
                    "Ask about one of: \(Recipes.all.compactMap { moment.reader.spec($0.kind)?.word }.joined(separator: ", "))."
            )
        }
        let own = moment.within(found.cloud)
        let names = RecipeNames(moment: own, cloud: found.cloud)
        let maker = try Maker.of(found.spec.kind, found.key, names)
        let commands = try own.rows(recipe.kind, recipe.columns, cloud: found.cloud, keys: [found.key])
            .flatMap { try recipe.commands($0, names) }
        if commands.isEmpty {
            throw QueryError(
                .notApplicable, "\(found.reference) is made by its service itself, with what it belongs to.",
                remedy: "See `tombo show \(found.reference)`.")
        }
        return Answer(
            columns: Self.columns,
            rows: commands.map { command in
                [
                    .text(found.reference), .text(command), Value(maker.user), Value(maker.request), Value(maker.at),
                ]
            }, snapshot: own.snapshot, gaps: try own.gaps([recipe.kind]))
    }
}
