import TomboQuery
import TomboRecords

/// What `collect` shows people: a line for each outcome that a service's kinds
/// had, and one for a whole source where nothing but one thing went wrong.
/// `--long` and programs get a line for each kind.
struct CollectSummary {
    private var lines: [Line] = []
    private var clouds: Set<String> = []

    private struct Line {
        var cloud: String
        var source: String
        var service: String
        var outcome: CollectionOutcome
        var kinds = 0
        /// nil where no kind was seen.
        var resources: Int64?
        var cost = CollectionCost()

        mutating func add(_ collection: TomboRecords.Collection) {
            kinds += 1
            if let seen = CollectReport.resources(collection) { resources = (resources ?? 0) + seen }
            cost.requests += collection.cost.requests
            cost.bytes += collection.cost.bytes
            // Kinds are read side by side: the slowest says how long it took.
            cost.durationMs = max(cost.durationMs, collection.cost.durationMs)
        }
    }

    mutating func add(_ round: Round) {
        clouds.insert(round.cloud)
        let troubled = Dictionary(grouping: round.collections, by: \.source).filter { Self.failedAsOne($0.value) }
        for collection in round.collections {
            let service = String(collection.spec.kind.prefix { $0 != "_" })
            let name = troubled[collection.source] == nil ? service : "all"
            let place = lines.firstIndex {
                $0.cloud == round.cloud && $0.source == collection.source && $0.service == name
                    && $0.outcome == collection.outcome
            }
            if place == nil {
                lines.append(
                    Line(cloud: round.cloud, source: collection.source, service: name, outcome: collection.outcome))
            }
            lines[place ?? lines.count - 1].add(collection)
        }
    }

    /// Whether one thing stopped all of a source.
    private static func failedAsOne(_ collections: [TomboRecords.Collection]) -> Bool {
        let gaps = collections.compactMap { CollectReport.gap($0, cloud: "") }
        return gaps.count == collections.count && gaps.first?.outcome == .failed && GapGroup.groups(of: gaps).count == 1
    }

    /// The lines, resting on the snapshots and gaps of the whole answer.
    ///
    /// With `onlyTroubles`, what went wrong: of several rounds people want to
    /// read no more, and what is left out on purpose did not.
    func answer(_ evidence: Answer, onlyTroubles: Bool) -> Answer {
        var answer = evidence
        answer.columns = [
            .init("cloud", isBrief: clouds.count > 1), .init("source"), .init("service"), .init("outcome"),
            .init("kinds", .integer), .init("resources", .integer), .init("requests", .integer),
            .init("bytes", .integer), .init("duration_ms", .integer, unit: "ms"),
        ]
        let shown = lines.filter { !onlyTroubles || $0.outcome == .partial || $0.outcome == .failed }
        answer.rows = shown.map { line in
            [
                .text(line.cloud), .text(line.source), .text(line.service), .text(line.outcome.rawValue),
                Value(line.kinds), Value(line.resources), Value(line.cost.requests), Value(line.cost.bytes),
                Value(line.cost.durationMs),
            ]
        }
        return answer
    }
}
