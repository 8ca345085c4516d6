import TomboQuery

/// A diagram as a picture of its own: no script, no font, nothing from elsewhere.
struct SVGGraph {
    static let labelSize = 10.5
    private let graph: Graph
    private let layout: GraphLayout
    private let notes: [String]
    private static let noteLine = 16.0

    init(_ graph: Graph) {
        self.graph = graph
        notes = graph.gapLines
        // Title, legend and what is not whole stand above the boxes.
        layout = GraphLayout(graph, top: 84 + Double(notes.count) * Self.noteLine)
    }

    var text: String {
        let legend = self.legend()
        let width =
            [
                layout.width, legend.width,
                GraphLayout.textWidth(graph.title, size: 18) + 2 * GraphLayout.margin,
                notes.map { GraphLayout.textWidth($0, size: 12) + 2 * GraphLayout.margin }.max() ?? 0,
            ].max() ?? 0
        let size = "width=\"\(Self.number(width))\" height=\"\(Self.number(layout.height))\""
        var out = """
            <svg xmlns="http://www.w3.org/2000/svg" \(size) viewBox="0 0 \(Self.number(width)) \
            \(Self.number(layout.height))" font-family="Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif" \
            font-size="\(Self.number(GraphLayout.fontSize))">
            <title>\(Self.escaped(graph.title))</title>
            <rect width="100%" height="100%" fill="#ffffff"/>
            <text x="\(Self.number(GraphLayout.margin))" y="34" font-size="18" font-weight="bold" fill="#111111">\
            \(Self.escaped(graph.title))</text>

            """ + legend.text
        for (index, note) in notes.enumerated() {
            out += Self.text(
                note, GraphLayout.margin, 80 + Double(index) * Self.noteLine, size: 12, fill: "#a00000")
        }
        var labels = EdgeLabels()
        var over = ""
        for (edge, path) in zip(graph.edges, layout.paths) {
            out += line(path, edge.label)
            if graph.showsLabels, let label = edge.label { over += labels.text(label, path, layout) }
        }
        out += over
        for box in layout.boxes { if let node = box.node { out += Self.box(node, box) } }
        return out + "</svg>\n"
    }

    private static func point(_ point: (x: Double, y: Double)) -> String { "\(number(point.x)) \(number(point.y))" }

    /// From the far side of a box to the near side of the next, straight at both.
    private func line(_ path: [Int], _ label: String?) -> String {
        let boxes = path.map { layout.boxes[$0] }
        var shape = ""
        for (a, b) in zip(boxes, boxes.dropFirst()) {
            let (start, end) = (layout.leaves(a), layout.enters(b))
            if shape.isEmpty { shape = "M" + Self.point(start) }
            let bend =
                layout.isDown
                ? [(start.x, (start.y + end.y) / 2), (end.x, (start.y + end.y) / 2)]
                : [((start.x + end.x) / 2, start.y), ((start.x + end.x) / 2, end.y)]
            shape += " C" + (bend + [(end.x, end.y)]).map(Self.point).joined(separator: " ")
            guard b.node == nil else { continue }
            let out = layout.leaves(b)
            shape += layout.isDown ? " V\(Self.number(out.y))" : " H\(Self.number(out.x))"
        }
        let title = label.map { "<title>\(Self.escaped($0))</title>" } ?? ""
        return
            "<path d=\"\(shape)\" fill=\"none\" stroke=\"#8a949e\" stroke-width=\"1.2\">\(title)</path>\n"
    }

    private static func box(_ node: Graph.Node, _ box: GraphLayout.Box) -> String {
        let colors = node.isIll ? GraphWords.ill : GraphWords.colors(node.role)
        let frame =
            "rx=\"5\" fill=\"\(colors.fill)\" stroke=\"\(colors.line)\" stroke-width=\"\(node.isIll ? 2.5 : 1.2)\""
        var out = ""
        if node.count > 1 { out += rectangle(box, moved: 4, frame) }
        out += rectangle(box, moved: 0, frame)
        for (number, line) in node.lines.enumerated() {
            let y = box.y + 7 + GraphLayout.line * (Double(number) + 0.72)
            out += text(
                line, box.x + 10, y, size: GraphLayout.fontSize, fill: number == 0 ? "#111111" : "#444c55",
                isBold: number == 0)
        }
        return out
    }

    private static func rectangle(_ box: GraphLayout.Box, moved: Double, _ frame: String) -> String {
        "<rect x=\"\(number(box.x + moved))\" y=\"\(number(box.y + moved))\" width=\"\(number(box.width))\" "
            + "height=\"\(number(box.height))\" \(frame)/>\n"
    }

    private func legend() -> (text: String, width: Double) {
        var x = GraphLayout.margin
        var out = ""
        let entries = graph.legend.map { (graph.name(of: $0), GraphWords.colors($0)) }
        let ill = graph.nodes.contains(where: \.isIll) ? [(graph.illName, GraphWords.ill)] : []
        for (name, colors) in entries + ill {
            out +=
                "<rect x=\"\(Self.number(x))\" y=\"48\" width=\"14\" height=\"14\" rx=\"3\" fill=\"\(colors.fill)\" "
            out +=
                "stroke=\"\(colors.line)\"/>\n" + Self.text(name, x + 20, 59, size: 12, fill: "#444c55")
            x += 20 + GraphLayout.textWidth(name, size: 12) + 22
        }
        return (out, x + GraphLayout.margin)
    }

    static func text(
        _ text: String, _ x: Double, _ y: Double, size: Double, fill: String, isBold: Bool = false,
        extra: String = ""
    ) -> String {
        let weight = isBold ? " font-weight=\"bold\"" : ""
        return
            "<text x=\"\(number(x))\" y=\"\(number(y))\" font-size=\"\(number(size))\" fill=\"\(fill)\"\(weight)\(extra)>"
            + "\(escaped(text))</text>\n"
    }

    /// One decimal, and none where it is 0.
    static func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0 ? String(tenths / 10) : "\(tenths / 10).\(abs(tenths % 10))"
    }

    static func escaped(_ text: String) -> String {
        GraphWords.plain(text).replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(
            ">", with: "&gt;"
        )
        .replacing("\"", with: "&quot;")
    }
}

/// Words beside lines, none over another.
private struct EdgeLabels {
    private var taken: [(x: ClosedRange<Double>, y: ClosedRange<Double>)] = []

    /// In the middle of the last stretch before the target; below another label where one is there already.
    mutating func text(_ label: String, _ path: [Int], _ layout: GraphLayout) -> String {
        guard path.count > 1 else { return "" }
        let (a, b) = (layout.boxes[path[path.count - 2]], layout.boxes[path[path.count - 1]])
        let width = GraphLayout.textWidth(label, size: SVGGraph.labelSize)
        let (start, end) = (layout.leaves(a), layout.enters(b))
        let x = (start.x + end.x) / 2
        var y = (start.y + end.y) / 2 + (layout.isDown ? 4 : -4)
        func isFree(_ y: Double) -> Bool {
            !taken.contains {
                $0.x.overlaps((x - width / 2)...(x + width / 2)) && $0.y.overlaps((y - 10)...(y + 2))
            }
        }
        var tries = 0
        while !isFree(y), tries < 40 {
            y += 13
            tries += 1
        }
        taken.append(((x - width / 2)...(x + width / 2), (y - 10)...(y + 2)))
        let halo =
            " text-anchor=\"middle\" stroke=\"#ffffff\" stroke-width=\"3\" paint-order=\"stroke\""
        return SVGGraph.text(label, x, y, size: SVGGraph.labelSize, fill: "#5b6770", extra: halo)
    }
}
