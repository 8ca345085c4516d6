import TomboRecords
import TomboStore

/// What leads to what?
public struct GraphQuestion: Sendable {
    public var view: Graph.View

    /// Of what it says in words of its own; names and states stay as the services say them.
    public var language: ReportLanguage

    public init(_ view: Graph.View, language: ReportLanguage = .english) {
        self.view = view
        self.language = language
    }

    /// - Throws: ``QueryError`` `ambiguousSnapshot` for a moment of several clouds: a diagram is of one.
    public func graph(_ moment: Moment) throws -> Graph {
        guard moment.snapshots.count < 2 else {
            throw QueryError.severalClouds(moment.snapshots.map(\.cloud), asking: "graph")
        }
        let words = ReportWords(language)
        let source = try GraphSource(moment, cloud: moment.snapshot.cloud, words: words)
        let drawn: GraphSource.Drawing =
            switch view {
            case .network: try source.network()
            case .path: try source.path()
            case .placement: try source.placement()
            case .storage: try source.storage()
            case .applications: try source.applications()
            }
        return Graph(
            view, drawn.nodes, drawn.edges, snapshot: moment.snapshot,
            gaps: try moment.gaps(drawn.kinds.intersection(source.present)), words: words)
    }
}
