import TomboQuery

/// Where the boxes of a diagram stand: columns from left to right, edges through the gaps between boxes. Of a
/// diagram that leads down the columns are rows, the first on top.
///
/// Long edges get a place of their own in every column that they pass (Sugiyama's way), so that none runs through
/// a box. The order within a column follows the mean place of the neighbours; ties keep the graph's own order.
struct GraphLayout {
    struct Box {
        /// nil for the place where an edge passes.
        var node: Graph.Node?
        var x = 0.0, y = 0.0, width = 0.0, height = 0.0
        var middle: Double { y + height / 2 }
        var center: Double { x + width / 2 }
    }

    let isDown: Bool

    private(set) var boxes: [Box] = []
    /// For each edge the boxes that it touches, from its first to its last.
    private(set) var paths: [[Int]] = []
    private(set) var width = 0.0
    private(set) var height = 0.0
    private var columns: [[Int]] = []

    static let fontSize = 13.0
    static let line = 17.0
    static let margin = 28.0
    private static let padding = 10.0
    private static let gap = 14.0

    /// Helvetica's letters are mostly narrower than this: no text leaves its box.
    static func textWidth(_ text: String, size: Double = fontSize) -> Double {
        Double(DisplayWidth.of(text)) * size * 0.6
    }

    init(_ graph: Graph, top: Double) {
        isDown = graph.direction == .down
        place(graph)
        for _ in 0..<6 { sweep() }
        if isDown { spreadDown(top: top) } else { spread(graph, top: top) }
    }

    /// Where edges leave a box, and where they come to one.
    func leaves(_ box: Box) -> (x: Double, y: Double) {
        isDown ? (box.center, box.y + box.height) : (box.x + box.width, box.middle)
    }
    func enters(_ box: Box) -> (x: Double, y: Double) { isDown ? (box.center, box.y) : (box.x, box.middle) }

    private mutating func place(_ graph: Graph) {
        let used = Set(graph.nodes.map(\.column)).sorted()
        let number = Dictionary(uniqueKeysWithValues: used.enumerated().map { ($1, $0) })
        columns = Array(repeating: [], count: used.count)
        var index: [String: Int] = [:]
        for node in graph.nodes {
            let widest = node.lines.map { Self.textWidth($0) }.max() ?? 0
            index[node.id] = boxes.count
            columns[number[node.column] ?? 0].append(boxes.count)
            boxes.append(
                Box(
                    node: node, width: widest + 2 * Self.padding,
                    height: Double(node.lines.count) * Self.line + 2 * Self.padding - 6))
        }
        for edge in graph.edges {
            guard let from = index[edge.from], let to = index[edge.to] else { continue }
            let start = number[boxes[from].node?.column ?? 0] ?? 0
            let end = number[boxes[to].node?.column ?? 0] ?? 0
            var path = [from]
            if end > start + 1 {
                for column in (start + 1)..<end {
                    path.append(boxes.count)
                    columns[column].append(boxes.count)
                    boxes.append(isDown ? Box(width: 6) : Box(height: 6))
                }
            }
            paths.append(path + [to])
        }
    }

    /// Once to the right and once back, each column by the places of the one before.
    private mutating func sweep() {
        var before: [Int: [Int]] = [:]
        var after: [Int: [Int]] = [:]
        for path in paths {
            for (a, b) in zip(path, path.dropFirst()) {
                after[a, default: []].append(b)
                before[b, default: []].append(a)
            }
        }
        for (column, isBack) in columns.indices.map({ ($0, false) }) + columns.indices.reversed().map({ ($0, true) }) {
            var places: [Int: Double] = [:]
            for members in columns {
                for (place, box) in members.enumerated() {
                    places[box] = (Double(place) + 0.5) / Double(max(1, members.count))
                }
            }
            func wanted(_ box: Int) -> Double {
                let near = (isBack ? after[box] : before[box]) ?? (isBack ? before[box] : after[box]) ?? []
                if near.isEmpty { return 2 }  // what nothing leads to stands below
                return near.reduce(0) { $0 + (places[$1] ?? 0) } / Double(near.count)
            }
            let sorted = columns[column].enumerated().map { (box: $1, wanted: wanted($1), place: $0) }
                .sorted { ($0.wanted, $0.place) < ($1.wanted, $1.place) }
            columns[column] = sorted.map(\.box)
        }
    }

    private mutating func spread(_ graph: Graph, top: Double) {
        func tall(_ members: [Int]) -> Double {
            members.reduce(0) { $0 + boxes[$1].height } + Self.gap * Double(max(0, members.count - 1))
        }
        let tallest = columns.map(tall).max() ?? 0
        var x = Self.margin
        for (number, members) in columns.enumerated() {
            let widest = members.map { boxes[$0].width }.max() ?? 0
            // Short columns spread out, so that edges run flat.
            let free = (tallest - tall(members)) / Double(members.count + 1)
            var y = top + free
            for box in members {
                boxes[box].x = x
                boxes[box].y = y
                boxes[box].width = widest
                y += boxes[box].height + Self.gap + free
            }
            x += widest
            guard number < columns.count - 1 else { continue }
            x += max(70, label(graph, after: number) + 40)
        }
        width = x + Self.margin
        height = top + tallest + Self.margin
    }

    /// Rows, each in the middle of the widest.
    private mutating func spreadDown(top: Double) {
        func wide(_ members: [Int]) -> Double {
            members.reduce(0) { $0 + boxes[$1].width } + 2 * Self.gap * Double(max(0, members.count - 1))
        }
        let widest = columns.map(wide).max() ?? 0
        var y = top
        for members in columns {
            let tallest = members.map { boxes[$0].height }.max() ?? 0
            let free = (widest - wide(members)) / Double(members.count + 1)
            var x = Self.margin + free
            for box in members {
                boxes[box].x = x
                boxes[box].y = y
                if boxes[box].node == nil { boxes[box].height = tallest }
                x += boxes[box].width + 2 * Self.gap + free
            }
            y += tallest + 52
        }
        width = widest + 2 * Self.margin
        height = y - 52 + Self.margin
    }

    /// The width of the longest label of edges that begin in a column.
    private func label(_ graph: Graph, after column: Int) -> Double {
        let members = Set(columns[column])
        return zip(graph.edges, paths).filter { members.contains($0.1[0]) }.map { edge, _ in
            graph.showsLabels ? Self.textWidth(edge.label ?? "", size: SVGGraph.labelSize) : 0
        }.max() ?? 0
    }
}

extension Graph {
    /// Of applications the interfaces would be most of the drawing: they are there when one points at the line.
    var showsLabels: Bool { view != .applications }
}
