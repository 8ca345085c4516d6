import TomboRecords
import TomboStore

/// How much storage there is, how much of it can be used, and until when?
public struct StorageQuestion: Question {
    /// What a row is about. Raw values are part of the contract.
    public enum Grouping: String, Sendable, CaseIterable {
        case deviceClass = "class"
        case pool, host, backend
    }

    public var grouping: Grouping
    /// Hosts of the CRUSH map that are taken away first.
    public var lost: [String]
    /// Days of history for the days to nearfull.
    public var windowDays: Int

    public init(grouping: Grouping = .deviceClass, lost: [String] = [], windowDays: Int = 90) {
        self.grouping = grouping
        self.lost = lost
        self.windowDays = windowDays
    }

    public func answer(_ moment: Moment) throws -> Answer {
        var rows: [[Value]] = []
        var kinds: Set<String> = []
        for cloud in moment.snapshots.map(\.cloud).sorted() {
            let own = moment.within(cloud)
            if grouping == .backend {
                let backends = try BackendRows(own, cloud: cloud)
                kinds.formUnion(backends.kinds)
                rows += backends.rows.map { [.text(cloud)] + $0 }
            } else if let reader = try StorageReader(own, cloud: cloud) {
                kinds.formUnion(reader.kinds)
                rows += try ceph(reader, own, cloud).map { [.text(cloud)] + $0 }
            }
        }
        guard !kinds.isEmpty else { throw Self.neverAsked(grouping) }
        return Answer(
            columns: [.init("cloud", isBrief: moment.snapshots.count > 1)] + columns, rows: rows,
            snapshot: moment.snapshot, gaps: try moment.gaps(kinds))
    }

    private static func neverAsked(_ grouping: Grouping) -> QueryError {
        grouping == .backend
            ? QueryError(
                .notApplicable, "Neither Cinder nor Placement was ever asked, so no backend is known.",
                remedy: "Run `tombo collect` with an OpenStack source.")
            : QueryError(
                .notApplicable, "Ceph was never asked, so its storage is not known.",
                remedy: "Configure a Ceph source, or ask Cinder's view: `tombo storage --by backend`.")
    }

    private var columns: [Answer.Column] {
        switch grouping {
        case .deviceClass: ClassRows.columns
        case .pool: PoolRows.columns
        case .host: StorageHostRows.columns
        case .backend: BackendRows.columns
        }
    }

    private func ceph(_ reader: StorageReader, _ moment: Moment, _ cloud: String) throws -> [[Value]] {
        let cluster = try without(lost, reader.cluster, moment)
        switch grouping {
        case .pool: return PoolRows(cluster: cluster).rows()
        case .host: return StorageHostRows(cluster: cluster).rows()
        case .deviceClass, .backend:
            let runway = StorageRunway(try HistoryWindow(moment: moment, cloud: cloud, days: windowDays), reader)
            return try ClassRows(cluster: cluster) { scheme in
                let series = try runway.series(scheme)
                return (Trend(series), Trend.tooShort(series))
            }.rows()
        }
    }

    private func without(_ hosts: [String], _ cluster: StorageCluster, _ moment: Moment) throws -> StorageCluster {
        var cluster = cluster
        let known = Set(cluster.devices.compactMap(\.host))
        for text in hosts {
            let name = text.hasPrefix("host/") ? String(text.dropFirst(5)) : text
            let short = name.lowercased().split(separator: ".").first.map(String.init)
            guard let host = known.first(where: { $0 == name || $0.lowercased() == short }) else {
                throw QueryError(
                    .unknownResource, "Snapshot #\(moment.snapshot.seq) has no host with OSDs called \(name).",
                    remedy: Nearest.name(to: name, among: known.sorted()).map { "Did you mean `\($0)`?" }
                        ?? "List them with `tombo storage --by host`.")
            }
            cluster = cluster.without(host)
        }
        return cluster
    }
}
