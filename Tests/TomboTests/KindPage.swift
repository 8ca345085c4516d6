import TomboQuery
import TomboRecords

/// The page of a kind or a view, from what it declares.
enum KindPage {
    static func markdown(_ spec: RecordSpec) -> String {
        var text = "# \(spec.kind)\n\n\(spec.summary)\n\n"
        text += "Also called: \(spec.aliases.map { "`\($0)`" }.joined(separator: ", ")). "
        text += "Told apart by \(spec.key.map { "`\($0)`" }.joined(separator: " and ")).\n\n"
        if spec.accumulates {
            text +=
                "What was listed once stays on record: tombo asks for news only, and nothing of this kind is ever gone."
            text += "\n\n"
        }
        return text + table(spec.columns, folder: "") + examples(spec.examples)
    }

    static func markdown(_ view: ViewSpec) -> String {
        let kinds = view.kinds.map { "[\($0)](../kinds/\($0).md)" }.joined(separator: ", ")
        var text = "# \(view.name)\n\n\(view.summary)\n\n"
        text +=
            "A view for `tombo sql`, at any moment with `--at`. Made of \(kinds); their gaps come with the answer.\n\n"
        text += view.notes.map { "* \($0)\n" }.joined() + "\n"
        return text + table(view.columns, folder: "../kinds/") + examples(view.examples)
    }

    private static func table(_ columns: [Column], folder: String) -> String {
        "| column | type | class | unit | meaning |\n| --- | --- | --- | --- | --- |\n"
            + columns.map { column in
                "| `\(column.name)` | \(column.type.rawValue) | \(column.fieldClass.rawValue) | \(column.unit ?? "") "
                    + "| \(column.summary)\(points(at: column.references, folder)) |\n"
            }.joined()
    }

    private static func points(at references: [Reference], _ folder: String) -> String {
        if references.isEmpty { return "" }
        let links = references.map { reference in
            let link = "[\(reference.kind)](\(folder)\(reference.kind).md)"
            return link + reference.sentence.dropFirst(reference.kind.count)
        }
        return " Points at \(links.joined(separator: " or "))."
    }

    private static func examples(_ examples: [RecordSpec.Example]) -> String {
        examples.map { "\n\($0.question)\n\n```sql\n\($0.sql)\n```\n" }.joined()
    }
}
