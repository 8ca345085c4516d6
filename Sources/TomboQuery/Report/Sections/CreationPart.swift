import TomboRecords
import TomboStore

/// How what appeared since the earlier snapshot is made: commands, and who made it where that is known.
enum CreationPart: ReportPart {
    static func section(_ context: ReportContext) throws -> ReportSection? {
        guard let before = context.before else { return nil }
        let names = RecipeNames(moment: context.moment, cloud: context.cloud)
        let words = context.words
        var lines: [String] = []
        for recipe in Recipes.all {
            guard let spec = context.moment.reader.spec(recipe.kind) else { continue }
            let diff = try DiffQuestion(from: SnapshotReference("#\(before.seq)"), kinds: [recipe.kind])
                .answer(context.moment)
            let keys = diff.rows.filter { $0[0].text == "+" }.compactMap { $0[2].text }
            let rows = try context.moment.rows(recipe.kind, recipe.columns, cloud: context.cloud, keys: keys)
            for row in rows.sorted(by: { ($0[spec.name].text ?? "") < ($1[spec.name].text ?? "") }) {
                let commands = try recipe.commands(row, names)
                if commands.isEmpty { continue }
                let maker = try Maker.of(recipe.kind, row.key, names)
                lines.append(
                    comment("\(words.kind(recipe.kind)) \(row[spec.name].text ?? row.key)", maker, words))
                lines += commands
            }
        }
        if lines.isEmpty { return nil }
        return ReportSection(
            words[.creation], [.paragraph(words[.creationIntro]), .commands(lines.flatMap { Shell.folded($0) })])
    }

    private static func comment(_ name: String, _ maker: Maker, _ words: ReportWords) -> String {
        var parts = ["# \(name)"]
        if let user = maker.user, let request = maker.request {
            parts.append(words[.madeBy].replacing("%1", with: user).replacing("%2", with: request))
        }
        if let at = maker.at { parts.append(words[.madeAt].replacing("%1", with: at)) }
        return parts.joined(separator: ", ")
    }
}
