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
        for degree in [3, 10, 30, 100, Int.max] where folded.nodes.count > most {
            folded = grouped(around: degree)
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
            let node = self.standIn(rest, isRest: most > 1)
            for member in rest { standIn[member.id] = node }
        }
        return replacing(standIn)
    }

    /// One box for `members`, named after what they are, how many, and the first and the last of them.
    func standIn(_ members: ArraySlice<Node>, isRest: Bool) -> Node {
        let first = members[members.startIndex]
        let number = isRest ? words[.foldedMore, String(members.count)] : String(members.count)
        var node = Node(
            "\(first.id)+", first.role,
            ["\(number) \(words.role(first.role, several: true))", Self.span(members)], column: first.column)
        node.count = members.reduce(0) { $0 + $1.count }
        return node
    }

    /// The same with boxes that stand for others. What all edges between two boxes say is still said.
    func replacing(_ standIn: [String: Node]) -> Graph {
        let kept = nodes.filter { standIn[$0.id] == nil } + standIn.values
        var labels: [Edge: Set<String?>] = [:]
        let moved = edges.map { Edge(standIn[$0.from]?.id ?? $0.from, standIn[$0.to]?.id ?? $0.to) }
        for (edge, place) in zip(edges, moved) { labels[place, default: []].insert(edge.label) }
        let labelled = zip(edges, moved).map { edge, place in
            let isMoved = standIn[edge.from] != nil || standIn[edge.to] != nil
            return Edge(place.from, place.to, isMoved && labels[place]?.count != 1 ? nil : edge.label)
        }
        return Graph(view, kept, labelled, snapshot: snapshot, gaps: gaps, words: words)
    }

    /// `a … z`.
    private static func span(_ nodes: ArraySlice<Node>) -> String {
        let names = [nodes.first, nodes.last].compactMap { $0?.lines.first }
        return names.joined(separator: " … ")
    }
}
