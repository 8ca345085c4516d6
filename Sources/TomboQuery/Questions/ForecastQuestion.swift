import TomboRecords
import TomboStore

/// How long does what is free last?
public struct ForecastQuestion: Question {
    /// Which end of the interval of growth the runway is of. Raw values are part of the contract.
    public enum Risk: String, Sendable, CaseIterable { case expected, conservative, aggressive }

    /// Only these; empty for all. Names of resource classes, or people's words for them.
    public var resources: [String]
    public var windowDays: Int
    public var risk: Risk

    public init(resources: [String] = [], windowDays: Int = 90, risk: Risk = .expected) {
        self.resources = resources
        self.windowDays = windowDays
        self.risk = risk
    }

    /// `90d`, `12w`, `90`: days, at least a week; nil for anything else.
    public static func days(_ text: String) -> Int? {
        let factor = text.hasSuffix("w") ? 7 : 1
        let digits = text.hasSuffix("w") || text.hasSuffix("d") ? text.dropLast() : text[...]
        guard let number = Int(digits), (1...3660).contains(number), number * factor >= Trend.leastDays else {
            return nil
        }
        return number * factor
    }

    public func answer(_ moment: Moment) throws -> Answer {
        var rows: [[Value]] = []
        var kinds: Set<String> = []
        var known: Set<String> = []
        let wanted = Set(resources.map(ForecastItem.name))
        for cloud in moment.snapshots.map(\.cloud).sorted() {
            let window = try HistoryWindow(moment: moment.within(cloud), cloud: cloud, days: windowDays)
            let families = [
                (PlacementForecast.kinds, try PlacementForecast.items(window)),
                (CephForecast.kinds, try CephForecast.items(window)),
                (AddressForecast.kinds, try AddressForecast.items(window)),
                (VolumeForecast.kinds, try VolumeForecast.items(window)),
            ]
            for (its, items) in families where !items.isEmpty {
                known.formUnion(items.map(\.resource))
                let items = items.filter { wanted.isEmpty || wanted.contains($0.resource) }
                if items.isEmpty { continue }
                kinds.formUnion(its)
                rows += items.map {
                    [.text(cloud)] + ForecastRow(item: $0, risk: risk, windowDays: windowDays).values
                }
            }
        }
        try check(wanted, known)
        return Answer(
            columns: [.init("cloud", isBrief: moment.snapshots.count > 1)] + ForecastRow.columns, rows: rows,
            snapshot: moment.snapshot, gaps: try moment.gaps(kinds))
    }

    private func check(_ wanted: Set<String>, _ known: Set<String>) throws {
        guard !known.isEmpty else {
            throw QueryError(
                .notApplicable, "Nothing that fills up was ever collected.",
                remedy: "Run `tombo collect` with a source of OpenStack or Ceph.")
        }
        for name in wanted.sorted() where !known.contains(name) {
            throw QueryError(
                .unknownResource, "There is nothing called \(name) that fills up.",
                remedy: Nearest.name(to: name, among: known.sorted()).map { "Did you mean `\($0)`?" }
                    ?? "There is \(known.sorted().joined(separator: ", ")).")
        }
    }
}
