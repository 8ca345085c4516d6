public import TomboRecords

/// A diagram as data: what there is and what leads to what, in columns from left to right.
///
/// Nodes and edges have a total order that does not depend on anything but what they are, so that two diagrams
/// can be compared line by line.
public struct Graph: Sendable {
    /// What a diagram shows. Raw values are part of the contract.
    public enum View: String, Sendable, CaseIterable {
        case network, path, placement, storage, applications
    }

    /// What a node is: its colour, and its line in the legend.
    public enum Role: String, Sendable, CaseIterable {
        /// The gateway of an external network's subnet: what lies beyond it no source tells.
        case gateway = "campus router"
        case externalNetwork = "external network"
        case router, subnet, port, server, volume, hypervisor
        case jujuMachine = "Juju machine"
        case maasMachine = "MAAS machine"
        case pool
        case crushRoot = "CRUSH root"
        case cephHost = "Ceph host"
        case osd = "OSD"
        case application
    }

    public struct Node: Sendable, Hashable {
        /// Not shown; no two nodes have the same.
        public var id: String
        /// What it is called, and below it what else there is to say.
        public var lines: [String]
        public var role: Role
        /// From 0 on the left.
        public var column: Int
        /// Whether it is broken: down, in an error.
        public var isIll = false
        /// How many it stands for.
        public var count = 1

        public init(_ id: String, _ role: Role, _ lines: [String], column: Int, isIll: Bool = false) {
            self.id = id
            self.role = role
            self.lines = lines
            self.column = column
            self.isIll = isIll
        }
    }

    public struct Edge: Sendable, Hashable {
        public var from: String
        public var to: String
        public var label: String?

        public init(_ from: String, _ to: String, _ label: String? = nil) {
            self.from = from
            self.to = to
            self.label = label
        }
    }

    public let view: View
    public let snapshot: SnapshotInfo
    /// What it says in words of its own.
    let words: ReportWords
    public private(set) var nodes: [Node]
    public private(set) var edges: [Edge]
    public let gaps: [Gap]

    /// Sorts, and leaves out edges that lead nowhere and what is said twice.
    init(
        _ view: View, _ nodes: [Node], _ edges: [Edge], snapshot: SnapshotInfo, gaps: [Gap],
        words: ReportWords = ReportWords(.english)
    ) {
        self.view = view
        self.words = words
        self.snapshot = snapshot
        self.gaps = gaps
        var known: Set<String> = []
        self.nodes = nodes.filter { known.insert($0.id).inserted }.sorted(by: Self.isBefore)
        let places = Dictionary(uniqueKeysWithValues: self.nodes.enumerated().map { ($1.id, $0) })
        var said: Set<Edge> = []
        self.edges = edges.filter {
            places[$0.from] != nil && places[$0.to] != nil && said.insert($0).inserted
        }
        .sorted { a, b in
            let (a, b) = (a, b)
            let left = (places[a.from] ?? 0, places[a.to] ?? 0, a.label ?? "")
            return left < (places[b.from] ?? 0, places[b.to] ?? 0, b.label ?? "")
        }
    }

    private static func isBefore(_ a: Node, _ b: Node) -> Bool {
        if a.column != b.column { return a.column < b.column }
        if a.role != b.role {
            return Role.allCases.firstIndex(of: a.role) ?? 0 < Role.allCases.firstIndex(of: b.role) ?? 0
        }
        let order = NaturalOrder.compare(a.lines.first ?? "", b.lines.first ?? "")
        return order != 0 ? order < 0 : a.id < b.id
    }

    /// `Placement of lab, snapshot 4 “tarefa-4”, 2026-11-28T07:38:33Z`.
    public var title: String {
        let label = snapshot.label.map { " “\($0)”" } ?? ""
        let of = words[.diagramTitle].replacing("%1", with: words[view.title])
        return "\(of) \(snapshot.cloud), \(words[.snapshot].lowercased()) \(snapshot.seq)\(label), "
            + "\(snapshot.finishedAt.iso8601.prefix(16))Z"
    }

    /// The roles that it shows, in their order.
    public var legend: [Role] { Role.allCases.filter { role in nodes.contains { $0.role == role } } }

    /// What the legend calls a role.
    public func name(of role: Role) -> String { words.role(role) }
    /// What the legend calls what is broken.
    public var illName: String { words[.broken] }

    /// What of it is not whole, a line each; empty where all is.
    public var gapLines: [String] { words.lines(of: gaps).map { "\(words[.incomplete]): \($0)" } }

    /// Where it leads: a long path of few boxes fits a page from the top down, everything else from left to right.
    public enum Direction: Sendable { case right, down }

    public var direction: Direction {
        guard view == .path else { return .right }
        let columns = Dictionary(grouping: nodes, by: \.column)
        return columns.values.map(\.count).max() ?? 0 <= columns.count ? .down : .right
    }

    /// The same as rows, so that it can say what it rests on.
    public var answer: Answer {
        let names = Dictionary(uniqueKeysWithValues: nodes.map { ($0.id, $0.lines.first ?? $0.id) })
        return Answer(
            columns: [.init("from"), .init("to"), .init("label")],
            rows: edges.map { [Value(names[$0.from]), Value(names[$0.to]), Value($0.label)] },
            snapshot: snapshot,
            gaps: gaps)
    }
}

extension Graph.View {
    var title: Phrase {
        switch self {
        case .network: .networkView
        case .path: .pathView
        case .placement: .placementView
        case .storage: .storageView
        case .applications: .applicationsView
        }
    }
}
