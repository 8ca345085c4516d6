import TomboRecords
import TomboStore

/// What leads to what?
public struct GraphQuestion: Sendable {
    public var view: Graph.View

    public init(_ view: Graph.View) { self.view = view }

    /// - Throws: ``QueryError`` `ambiguousSnapshot` for a moment of several clouds: a diagram is of one.
    public func graph(_ moment: Moment) throws -> Graph {
        guard moment.snapshots.count < 2 else {
            throw QueryError.severalClouds(moment.snapshots.map(\.cloud), asking: "graph")
        }
        let source = try GraphSource(moment, cloud: moment.snapshot.cloud)
        let drawn: GraphSource.Drawing =
            switch view {
            case .network: try source.network()
            case .placement: try source.placement()
            case .storage: try source.storage()
            case .applications: try source.applications()
            }
        return Graph(
            view, drawn.nodes, drawn.edges, snapshot: moment.snapshot,
            gaps: try moment.gaps(drawn.kinds.intersection(source.present)))
    }
}
