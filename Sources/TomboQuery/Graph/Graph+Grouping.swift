extension Graph {
    /// The same with one box for all that are alike: of one role, and next to boxes that are alike in turn.
    ///
    /// Chains fold with it (a port and its server, a hypervisor and its machine), which no folding of siblings
    /// does, for each has neighbours of its own. A box with `degree` neighbours or more is only like itself, so that
    /// what hangs on different hubs stays apart; what is ill always stays. The classes are those of colour
    /// refinement: repeat telling boxes apart by the classes of their neighbours until that finds nothing new.
    func grouped(around degree: Int) -> Graph {
        var neighbours: [String: [(id: String, isAfter: Bool)]] = [:]
        for edge in edges {
            neighbours[edge.from, default: []].append((edge.to, true))
            neighbours[edge.to, default: []].append((edge.from, false))
        }
        struct Look: Hashable {
            var own: Int
            var before: Set<Int>
            var after: Set<Int>
        }
        var classes: [String: Int] = [:]
        var known: [String: Int] = [:]
        for node in nodes {
            let isAlone = node.isIll || neighbours[node.id]?.count ?? 0 >= degree
            let word = isAlone ? "\0\(node.id)" : "\(node.role.rawValue)\0\(node.column)"
            classes[node.id] = known[word] ?? known.count
            known[word] = classes[node.id]
        }
        var count = known.count
        while true {
            var looks: [Look: Int] = [:]
            var refined: [String: Int] = [:]
            for node in nodes {
                let near = neighbours[node.id] ?? []
                func kinds(_ isAfter: Bool) -> Set<Int> {
                    Set(near.filter { $0.isAfter == isAfter }.map { classes[$0.id] ?? 0 })
                }
                let look = Look(own: classes[node.id] ?? 0, before: kinds(false), after: kinds(true))
                refined[node.id] = looks[look] ?? looks.count
                looks[look] = refined[node.id]
            }
            if looks.count == count { break }
            (classes, count) = (refined, looks.count)
        }
        var standIn: [String: Node] = [:]
        for (_, members) in Dictionary(grouping: nodes, by: { classes[$0.id] ?? 0 }) where members.count > 1 {
            let node = self.standIn(members[...], isRest: false)
            for member in members { standIn[member.id] = node }
        }
        return replacing(standIn)
    }
}
