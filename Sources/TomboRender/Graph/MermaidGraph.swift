import TomboQuery

/// A diagram for Markdown pages that know Mermaid (GitHub, GitLab, MkDocs Material).
///
/// Every label is quoted, and what the grammar or its HTML would read is an entity code; names of nodes begin with
/// their role, so that none is a word of the language (`end`).
enum MermaidGraph {
    static func text(_ graph: Graph) -> String {
        let names = GraphWords.names(graph)
        var lines = ["---", "title: \"\(yaml(graph.title))\"", "---", "flowchart LR"]
        lines += GraphWords.gaps(graph).map { "    %% \($0)" }
        for node in graph.nodes {
            let label = node.lines.map(escaped).joined(separator: "<br/>")
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

    private static func word(_ role: Graph.Role) -> String {
        "role_" + role.rawValue.lowercased().replacing(" ", with: "_")
    }

    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in GraphWords.plain(text).unicodeScalars {
            switch scalar {
            case "\"", "#", "&", "<", ">", "`", ";", "\\", "|":
                escaped += "#\(scalar.value);"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    private static func yaml(_ text: String) -> String {
        GraphWords.plain(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    }
}
