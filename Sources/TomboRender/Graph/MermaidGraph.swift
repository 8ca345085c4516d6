import TomboQuery

/// A diagram for Markdown pages that know Mermaid (GitHub, GitLab, MkDocs Material).
///
/// Every label is quoted, and what the grammar or its HTML would read is an entity code; names of nodes begin with
/// their role, so that none is a word of the language (`end`).
enum MermaidGraph {
    /// What a page draws unless its author allows more; a diagram cannot ask for it (`maxEdges`, `maxTextSize`).
    static let most = (edges: 500, characters: 50_000)

    static func text(_ graph: Graph) -> String {
        let names = GraphWords.names(graph)
        var lines = ["---", "title: \"\(yaml(graph.title))\"", "config:", "  flowchart:"]
        lines += ["    wrappingWidth: \(wrappingWidth)", "---"]
        lines.append("flowchart \(graph.direction == .down ? "TB" : "LR")")
        lines += graph.gapLines.map { "    %% \(comment($0))" }
        for node in graph.nodes {
            let label = GraphWords.lines(node, graph).map(escaped).joined(separator: "<br/>")
            let style = node.isIll ? "ill" : word(node.role)
            lines.append("    \(names[node.id] ?? "")[\"\(label)\"]:::\(style)")
        }
        for edge in graph.edges {
            let label = edge.label.map { "|\"\(escaped($0))\"|" } ?? ""
            lines.append("    \(names[edge.from] ?? "") -->\(label) \(names[edge.to] ?? "")")
        }
        for role in graph.legend {
            let colors = GraphWords.colors(role)
            lines.append(
                "    classDef \(word(role)) fill:\(colors.fill),stroke:\(colors.line),color:#111111")
        }
        if graph.nodes.contains(where: \.isIll) {
            let ill = GraphWords.ill
            lines.append(
                "    classDef ill fill:\(ill.fill),stroke:\(ill.line),color:#111111,stroke-width:3px")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Pixels up to which a line of a label is not broken; of its own Mermaid breaks at 200, between two addresses.
    private static let wrappingWidth = 600

    /// A `%%{` would be an instruction to Mermaid.
    private static func comment(_ text: String) -> String {
        GraphWords.plain(text).replacing("{", with: "(").replacing("}", with: ")")
    }

    private static func word(_ role: Graph.Role) -> String {
        "role_" + role.rawValue.lowercased().replacing(" ", with: "_")
    }

    /// Mermaid reads some things even after it has put the characters in the place of their codes: `\n`, `$$x$$`,
    /// `fa:fa-user`. These are held apart by a word joiner, which has no width.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in GraphWords.plain(text).replacing(":fa-", with: ":\u{2060}fa-").unicodeScalars {
            switch scalar {
            case "\"", "#", "&", "<", ">", "`", ";", "|", "*", "%", "{", "}":
                escaped += "#\(scalar.value);"
            case "\\", "$": escaped += "#\(scalar.value);#8288;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    private static func yaml(_ text: String) -> String {
        GraphWords.plain(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    }
}
