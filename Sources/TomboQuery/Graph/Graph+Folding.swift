import TomboRecords

extension Graph {
    /// More boxes than these nobody reads.
    public static let readable = 80

    /// The same with siblings folded, as far as it takes to have `most` nodes: see ``folded(siblings:)``.
    public func folded(to most: Int = readable) -> Graph {
        var folded = self
        for siblings in [12, 8, 5, 3, 1] where folded.nodes.count > most {
            folded = self.folded(siblings: siblings)
        }
        return folded
    }

    /// Of nodes that are of one role and lead to the same others, the first few stay; the rest become one that
    /// says how many it stands for. What is ill always stays.
    func folded(siblings most: Int) -> Graph {
        var neighbours: [String: Set<String>] = [:]
        for edge in edges {
            neighbours[edge.from, default: []].insert(">\(edge.to)")
            neighbours[edge.to, default: []].insert("<\(edge.from)")
        }
        struct Family: Hashable {
            var role: Role
            var column: Int
            var neighbours: Set<String>
        }
        var families: [Family: [Node]] = [:]
        for node in nodes where !node.isIll {
            families[
                Family(role: node.role, column: node.column, neighbours: neighbours[node.id] ?? []),
                default: []
            ]
            .append(node)
        }
        var standIn: [String: Node] = [:]
        for (_, members) in families where members.count > most {
            let rest = most == 1 ? members[...] : members.dropFirst(most - 1)
            let first = members[0]
            var node = Node(
                "\(first.id)+", first.role,
                [
                    most == 1
                        ? "\(rest.count) \(first.role.plural)" : "\(rest.count) more \(first.role.plural)",
                    Self.span(rest),
                ], column: first.column)
            node.count = rest.count
            for member in rest { standIn[member.id] = node }
        }
        let kept = nodes.filter { standIn[$0.id] == nil } + standIn.values
        let moved = edges.map { edge in
            let isMoved = standIn[edge.from] != nil || standIn[edge.to] != nil
            return Edge(
                standIn[edge.from]?.id ?? edge.from, standIn[edge.to]?.id ?? edge.to,
                isMoved ? nil : edge.label)
        }
        return Graph(view, kept, moved, snapshot: snapshot, gaps: gaps)
    }

    /// `a … z`.
    private static func span(_ nodes: ArraySlice<Node>) -> String {
        let names = [nodes.first, nodes.last].compactMap { $0?.lines.first }
        return names.joined(separator: " … ")
    }
}

extension Graph.Role {
    /// `servers`, `subnets`.
    var plural: String { rawValue + "s" }
}
