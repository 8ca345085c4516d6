import TomboQuery

/// A diagram for Graphviz.
enum DotGraph {
    static func text(_ graph: Graph) -> String {
        let names = GraphWords.names(graph)
        var lines = graph.gapLines.map { "// \(GraphWords.plain($0))" }
        lines += [
            "digraph tombo {",
            "    label=\(quoted(graph.title)); labelloc=t; rankdir=\(graph.direction == .down ? "TB" : "LR"); ranksep=\(graph.direction == .down ? 0.5 : 1.0); nodesep=0.15;",
            "    node [shape=box, style=\"filled,rounded\", fontname=\"Helvetica\", fontsize=11];",
            "    edge [fontname=\"Helvetica\", fontsize=9, color=\"#66707a\", arrowsize=0.6];",
        ]
        for node in graph.nodes {
            let colors = node.isIll ? GraphWords.ill : GraphWords.colors(node.role)
            let width = node.isIll ? ", penwidth=2" : ""
            lines.append(
                "    \(quoted(names[node.id] ?? "")) [label=\(quoted(GraphWords.lines(node, graph))), fillcolor=\"\(colors.fill)\", "
                    + "color=\"\(colors.line)\"\(width)];")
        }
        for edge in graph.edges {
            let label = edge.label.map { " [label=\(quoted($0))]" } ?? ""
            lines.append(
                "    \(quoted(names[edge.from] ?? "")) -> \(quoted(names[edge.to] ?? ""))\(label);")
        }
        // What stands in one column stands there in every drawing.
        for column in Set(graph.nodes.map(\.column)).sorted() {
            let own = graph.nodes.filter { $0.column == column }.map { quoted(names[$0.id] ?? "") + ";" }
            lines.append("    { rank=same; \(own.joined(separator: " ")) }")
        }
        return lines.joined(separator: "\n") + "\n}\n"
    }

    private static func quoted(_ text: String) -> String { quoted([text]) }

    /// `\n` between the lines; a backslash of a name is none of the language.
    private static func quoted(_ lines: [String]) -> String {
        let escaped = lines.map { line in
            GraphWords.plain(line).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        }
        return "\"\(escaped.joined(separator: "\\n"))\""
    }
}
