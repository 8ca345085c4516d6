import TomboRecords
import TomboStore

/// How many more servers of each flavor fit, what limits them, and on which hosts?
public struct CapacityQuestion: Question {
    /// What each row is about, beside the flavor.
    public enum Grouping: String, Sendable, CaseIterable { case flavor, host, az, aggregate, project, provider }

    /// Only these flavors; empty for all that are not disabled.
    public var flavors: [String]
    public var grouping: Grouping
    /// Servers that boot from a volume need no root disk of the host.
    public var bootsFromVolume: Bool
    /// Instead of what fits: whether each host's servers fit on the others.
    public var isNPlusOne: Bool

    public init(
        flavors: [String] = [], grouping: Grouping = .flavor, bootsFromVolume: Bool = false, isNPlusOne: Bool = false
    ) {
        self.flavors = flavors
        self.grouping = grouping
        self.bootsFromVolume = bootsFromVolume
        self.isNPlusOne = isNPlusOne
    }

    public func answer(_ moment: Moment) throws -> Answer {
        var rows: [[Value]] = []
        var kinds: Set<String> = []
        for cloud in moment.snapshots.map(\.cloud).sorted() {
            let own = moment.within(cloud)
            guard try own.has("placement_inventory", cloud: cloud) else { continue }
            var reader = try CapacityReader(own, cloud: cloud)
            if isNPlusOne {
                let load = try HostLoad(own, cloud: cloud, reader.cloud)
                kinds.formUnion(load.kinds)
                rows += NPlusOne(reader.cloud, load).rows.map { [.text(cloud)] + $0 }
            } else if grouping == .provider {
                rows += ProviderRows.rows(reader.cloud).map { [.text(cloud)] + $0 }
            } else {
                let all = try reader.flavors(flavors)
                let counted = all.filter { !flavors.isEmpty || !$0.isDisabled }.map {
                    FlavorCapacity($0, $0.request(bootsFromVolume: bootsFromVolume), reader.cloud)
                }
                rows += try groupedRows(counted, reader, own, &kinds).map { [.text(cloud)] + $0 }
            }
            kinds.formUnion(reader.kinds)
        }
        guard !kinds.isEmpty else { throw QueryError.placementNeverAsked }
        let several = moment.snapshots.count > 1
        return Answer(
            columns: [.init("cloud", isBrief: several)] + columns, rows: rows, snapshot: moment.snapshot,
            gaps: try moment.gaps(kinds))
    }

    private var columns: [Answer.Column] {
        if isNPlusOne { return NPlusOne.columns }
        switch grouping {
        case .provider: return ProviderRows.columns
        case .flavor: return FlavorRows.columns
        case .host: return [.init("host")] + FlavorRows.groupColumns
        case .az: return [.init("az")] + FlavorRows.groupColumns
        case .aggregate: return [.init("aggregate")] + FlavorRows.groupColumns
        case .project: return [.init("project")] + ProjectRows.columns
        }
    }

    private func groupedRows(
        _ counted: [FlavorCapacity], _ reader: CapacityReader, _ moment: Moment, _ kinds: inout Set<String>
    ) throws -> [[Value]] {
        let rows = FlavorRows(reader.cloud, counted)
        switch grouping {
        case .host: return rows.byHost
        case .az:
            return rows.by { [$0.zone ?? "unknown"] }
        case .aggregate: return rows.by { $0.aggregates.map(\.name) }
        case .project:
            let projects = try ProjectRows(moment, cloud: reader.name)
            kinds.formUnion(projects.kinds)
            return projects.rows(reader.cloud, counted)
        case .flavor, .provider: return rows.byFlavor
        }
    }
}
