import TomboQuery
import TomboRecords

/// What the last snapshot of each cloud says, as metrics.
///
/// The number of series is bounded by what a cloud is made of (flavors, hosts,
/// kinds, pools), never by what users make in it: no series for a server, a
/// volume or a project.
enum CloudMetrics {
    /// More series than this for each flavor on each host are left out, and that is said.
    static let mostPlaces = 5000
    /// States of a kind beyond these are counted as one, `other`.
    static let mostStates = 24

    static func text(_ archive: Archive, clouds: [String], now: LocalClock) throws -> String {
        var metrics = MetricsText()
        let archives = clouds.map { ($0, archive.asking(cloud: $0, clock: now)) }
        try SnapshotMetrics.add(archives, to: &metrics)
        try CollectorMetrics.add(archives, to: &metrics)
        try CountMetrics.add(archives, to: &metrics)
        try CapacityMetrics.add(archives, to: &metrics)
        try CephMetrics.add(archives, to: &metrics)
        return metrics.text
    }
}

extension Value {
    /// As a sample; nil where it is unknown.
    var number: Double? {
        switch self {
        case .real(let real): real
        case .integer(let integer): Double(integer)
        case .bool(let bool): bool ? 1 : 0
        default: nil
        }
    }
}

extension Answer {
    /// The cells of each row under these names.
    func cells(_ names: String...) -> [[Value]] {
        let places = names.map { name in columns.firstIndex { $0.name == name } }
        return rows.map { row in places.map { $0.map { row[$0] } ?? .null } }
    }
}
