public import TomboQuery

/// The ways a diagram can be written; raw values are what `-f` takes.
public enum GraphFormat: String, Sendable, CaseIterable {
    case mermaid, dot, svg

    /// Whether what shows it does so only where its author allowed more than usual.
    public func isTooLarge(_ graph: Graph) -> Bool {
        self == .mermaid
            && (graph.edges.count > MermaidGraph.most.edges || text(graph).utf16.count > MermaidGraph.most.characters)
    }

    /// The whole diagram, ending in a newline.
    public func text(_ graph: Graph) -> String {
        switch self {
        case .mermaid: MermaidGraph.text(graph)
        case .dot: DotGraph.text(graph)
        case .svg: SVGGraph(graph).text
        }
    }
}

/// What all formats say and paint alike.
enum GraphWords {
    /// Paint and line of a role: light, and told apart in grey too by what stands in the box.
    static func colors(_ role: Graph.Role) -> (fill: String, line: String) {
        switch role {
        case .gateway: ("#ffffff", "#7a3b00")
        case .externalNetwork: ("#fde8d0", "#b35c00")
        case .router: ("#fff3bf", "#8a6d00")
        case .subnet: ("#d8f0dc", "#2b7a3d")
        case .port: ("#eef1f4", "#5b6770")
        case .server: ("#dbe9fb", "#1f5fae")
        case .volume: ("#e6def6", "#6540a8")
        case .hypervisor: ("#d5f0f0", "#13706f")
        case .jujuMachine: ("#fbe0d6", "#ad4a1f")
        case .maasMachine: ("#e4e6ea", "#454c57")
        case .pool: ("#f6dcea", "#a02c6a")
        case .crushRoot: ("#fff3bf", "#8a6d00")
        case .cephHost: ("#d5f0f0", "#13706f")
        case .osd: ("#e4e6ea", "#454c57")
        case .application: ("#fbe0d6", "#ad4a1f")
        }
    }

    static let ill = (fill: "#ffd9d9", line: "#c00000")

    /// Names for nodes that a diagram language takes, from what they are: one more node changes no other's name.
    static func names(_ graph: Graph) -> [String: String] {
        var taken: [String: Int] = [:]
        var names: [String: String] = [:]
        for node in graph.nodes {
            // What stands for others is called like them: their number changes, and would change the names of the rest.
            let words = node.role.rawValue + " " + (node.count > 1 ? node.lines.last ?? "" : node.lines.first ?? "")
            let plain = words.lowercased().unicodeScalars.map { scalar in
                scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
                    ? Character(scalar) : "_"
            }
            let name = String(plain)
            let number = taken[name, default: 0] + 1
            taken[name] = number
            // Two underscores: `a` twice is not `a_2`.
            names[node.id] = number == 1 ? name : "\(name)__\(number)"
        }
        return names
    }

    /// What stands in a box where no legend says what it is: the role comes before the name.
    static func lines(_ node: Graph.Node, _ graph: Graph) -> [String] {
        guard node.count == 1, graph.legend.count > 1, let first = node.lines.first else { return node.lines }
        return ["\(graph.name(of: node.role)) \(first)"] + node.lines.dropFirst()
    }

    /// One line of a label without what no diagram shows.
    static func plain(_ text: String) -> String { HumanText.sanitized(text) }
}
