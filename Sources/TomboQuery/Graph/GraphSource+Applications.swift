import TomboRecords

extension GraphSource {
    /// Applications and what integrates them. A subordinate of one application is a line of its box: a diagram
    /// of the lab would else be mostly mysql-routers.
    func applications() throws -> Drawing {
        var drawing = Drawing()
        let columns = ["name", "model", "charm_channel", "scale", "status", "subordinate_to"]
        let applications = try rows("juju_application", columns, &drawing)
        let known = Dictionary(applications.map { ($0.key, $0) }) { first, _ in first }
        let severalModels = Set(applications.compactMap { $0["model"].text }).count > 1
        var principal: [String: String] = [:]
        for row in applications {
            let words = Self.principals(row["subordinate_to"])
            let found = words.map { known[$0] == nil ? "\(row["model"].text ?? "")/\($0)" : $0 }.filter {
                known[$0] != nil
            }
            if found.count == 1 { principal[row.key] = found[0] }
        }
        let subordinates = Dictionary(grouping: principal.keys) { principal[$0] ?? "" }
        var pairs: Set<[String]> = []
        var labels: [[String]: Set<String>] = [:]
        for row in try rows(
            "juju_integration", ["application", "related_application", "interface"], &drawing)
        {
            guard let a = row["application"].text, let b = row["related_application"].text else {
                continue
            }
            let ends = [principal[a] ?? a, principal[b] ?? b]
            // A peer integration, and that of a subordinate with its own principal, say nothing here.
            guard ends[0] != ends[1], known[ends[0]] != nil, known[ends[1]] != nil else { continue }
            pairs.insert(ends.sorted())
            if let interface = row["interface"].text {
                labels[ends.sorted(), default: []].insert(interface)
            }
        }
        let order = ApplicationOrder(applications.map(\.key).filter { principal[$0] == nil }, pairs)
        for row in applications where principal[row.key] == nil {
            let own = (subordinates[row.key] ?? []).map { known[$0].map { name($0) } ?? $0 }
            let scale = row["scale"].integer.map { $0 == 1 ? words[.oneUnit] : words[.severalUnits, String($0)] }
            let facts = [scale, row["charm_channel"].text].compactMap(\.self).joined(separator: ", ")
            let status = row["status"].text ?? words[.statusUnknown]
            let isIll = ["blocked", "error"].contains(status)
            drawing.nodes.append(
                .init(
                    "application/\(row.key)", .application,
                    [severalModels ? row.key : name(row)] + (facts.isEmpty ? [] : [facts])
                        + (status == "active" ? [] : [status])
                        + own.sorted { NaturalOrder.compare($0, $1) < 0 }.map { "· \($0)" },
                    column: order.column(row.key), isIll: isIll))
        }
        for pair in pairs {
            let ends = pair.sorted { order.column($0) < order.column($1) }
            drawing.edges.append(
                .init(
                    "application/\(ends[0])", "application/\(ends[1])",
                    labels[pair]?.sorted().joined(separator: ", ")))
        }
        return drawing
    }

    /// One name, or a list of them.
    private static func principals(_ value: Value) -> [String] {
        value.text.map { [$0] } ?? value.elements.compactMap(\.text)
    }
}
