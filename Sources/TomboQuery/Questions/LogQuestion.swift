import TomboRecords
import TomboStore

/// What changed, newest first: of one resource, or of everything.
public struct LogQuestion: Question {
    public var resource: String?
    /// Kinds, or short words for them; empty for all.
    public var kinds: [String]
    /// Only what changed after this snapshot.
    public var since: SnapshotReference?
    /// So many lines at most; nil for all.
    public var limit: Int?

    public init(
        resource: String? = nil, kinds: [String] = [], since: SnapshotReference? = nil, limit: Int? = nil
    ) {
        self.resource = resource
        self.kinds = kinds
        self.since = since
        self.limit = limit
    }

    public var references: [SnapshotReference] { since.map { [$0] } ?? [] }

    public func answer(_ moment: Moment) throws -> Answer {
        let since = try since?.resolve(moment.reader, cloud: moment.cloud, clock: moment.clock).seq ?? 0
        if let resource {
            let found = try ResourceReference(resource, specs: moment.reader.specs).resolveEver(moment)
            let within = moment.within(found.cloud)
            let timeline = ResourceTimeline(
                found: found, moment: within, pairs: SnapshotPairs(moment.reader, [found.spec]))
            let words = try WrittenLines(moment: within).entries(since: since, of: found)
            let entries = WrittenLines.merged(try timeline.entries(since: since), words)
            return try HistoryEntry.answer(
                limit.map { Array(entries.prefix($0)) } ?? entries, within, gaps: try within.gaps([found.spec.kind]))
        }
        let specs = try kinds.isEmpty ? moment.reader.specs : kinds.map { try moment.reader.specs.named($0) }
        let timeline = CloudTimeline(
            specs: specs.filter { !$0.isMeasureOnly }, moment: moment, pairs: SnapshotPairs(moment.reader, specs))
        let words = try WrittenLines(moment: moment).entries(since: since, kinds: kinds.isEmpty ? nil : specs)
        let merged = WrittenLines.merged(try timeline.entries(since: since, limit: limit ?? .max), words)
        let entries = limit.map { Array(merged.prefix($0)) } ?? merged
        return try HistoryEntry.answer(entries, moment, gaps: try gaps(of: specs, moment))
    }

    /// Of everything: only what the cloud is asked for. A source that it does not have is nothing that is missing.
    private func gaps(of specs: [RecordSpec], _ moment: Moment) throws -> [Gap] {
        kinds.isEmpty
            ? try moment.reader.gaps(seq: moment.snapshot.seq, cloud: moment.cloud) : try moment.gaps(specs.map(\.kind))
    }
}
