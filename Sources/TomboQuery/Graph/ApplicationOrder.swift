/// Columns for a graph that has no direction: each edge leads to the end that more edges have, so that what
/// everything hangs on (the database, the identity service) stands on the right.
struct ApplicationOrder {
    private var columns: [String: Int] = [:]

    init(_ nodes: [String], _ pairs: Set<[String]>) {
        var degree: [String: Int] = [:]
        for pair in pairs { for end in pair { degree[end, default: 0] += 1 } }
        let sorted = nodes.sorted { (degree[$0] ?? 0, $0) < (degree[$1] ?? 0, $1) }
        let rank = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, $0) })
        var before: [String: [String]] = [:]
        for pair in pairs {
            let ends = pair.sorted { rank[$0] ?? 0 < rank[$1] ?? 0 }
            before[ends[1], default: []].append(ends[0])
        }
        for node in sorted {
            columns[node] = (before[node] ?? []).compactMap { columns[$0] }.max().map { $0 + 1 } ?? 0
        }
    }

    func column(_ node: String) -> Int { columns[node] ?? 0 }
}
