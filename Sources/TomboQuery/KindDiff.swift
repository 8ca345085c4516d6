import TomboRecords
import TomboStore

/// What snapshots did not see whole, kind by kind, read once for all kinds of a question.
final class KindGaps {
    private let moment: Moment
    private let kinds: Set<String>
    private var known: [Int64: [String: [Gap]]] = [:]

    init(_ moment: Moment, _ specs: [RecordSpec]) {
        self.moment = moment
        kinds = Set(specs.map(\.kind))
    }

    func gaps(of kind: String, seq: Int64) throws -> [Gap] {
        if let found = known[seq] { return found[kind] ?? [] }
        let found = Dictionary(
            grouping: try moment.reader.gaps(seq: seq, kinds: kinds, cloud: moment.cloud), by: \.kind)
        known[seq] = found
        return found[kind] ?? []
    }
}

/// The lines of a diff for one kind.
struct KindDiff {
    private(set) var rows: [DiffRow] = []
    private(set) var gaps: [Gap] = []

    init(
        _ spec: RecordSpec, from: SnapshotInfo, to: SnapshotInfo, moment: Moment, gaps known: KindGaps
    ) throws {
        let reader = moment.reader
        let before = try known.gaps(of: spec.kind, seq: from.seq)
        let after = try known.gaps(of: spec.kind, seq: to.seq)
        // A kind that neither snapshot knew is no gap between them: tombo learned of it later.
        if before.contains(where: { $0.outcome == nil }), after.contains(where: { $0.outcome == nil }) { return }
        gaps = after + before.filter { gap in !after.contains { $0.source == gap.source && $0.cloud == gap.cloud } }

        // Where no complete listing reached back to the first snapshot, what is seen first is not what is new.
        var unknownBefore = Set(before.filter { $0.lastComplete == nil }.map(\.cloud))
        let unknownAfter = Set(after.filter { $0.lastComplete == nil }.map(\.cloud))
        let found = try reader.differences(of: spec, from: from.seq, to: to.seq, cloud: moment.cloud)
        unknownBefore.formUnion(try addNewClouds(found, spec, from: from, moment: moment))
        // Rows are large: the list is not to be moved again and again while it grows.
        rows.reserveCapacity(2 * found.count)
        for place in DiffOrder(found, spec).places {
            let unseen =
                switch found[place].what {
                case .appeared: unknownBefore
                case .gone: unknownAfter
                case .changed: Set<String>()
                }
            let isUncertain = !unseen.isEmpty && Self.names(found[place].cloud, unseen)
            Self.add(found[place], spec, isUncertain: isUncertain, to: &rows)
        }
        for gap in after where gap.outcome == .failed || gap.outcome == nil {
            rows.append(
                DiffRow(
                    change: .notObserved, kind: spec.kind, new: .text("not observed: \(gap.reason)"), cloud: gap.cloud))
        }
        let partial = Set(after.filter { $0.outcome == .partial }.map(\.cloud))
        if !partial.isEmpty { try addUnseen(spec, in: partial, moment: moment) }
    }

    /// Clouds of which there was no snapshot yet to begin from: what they have is first seen, not new.
    private mutating func addNewClouds(
        _ changes: [ResourceDifference], _ spec: RecordSpec, from: SnapshotInfo, moment: Moment
    ) throws -> Set<String> {
        if moment.snapshots.count < 2 { return [] }
        let known = Set(try moment.reader.latestOfEach(upTo: from.seq).map(\.cloud))
        let new = Set(changes.map(\.cloud)).subtracting(known)
        for cloud in new.sorted() {
            gaps.append(
                Gap(
                    cloud: cloud, source: "", kind: spec.kind, outcome: nil, code: nil,
                    reason: "never collected up to the snapshot that the comparison starts from", lastComplete: nil))
        }
        return new
    }

    /// A gap of a kind that has no collector at all names no cloud: it is every cloud's.
    private static func names(_ cloud: String, _ clouds: Set<String>) -> Bool {
        clouds.contains(cloud) || clouds.contains("")
    }

    /// Resources that a partial listing did not show: still there as far as anybody knows.
    private mutating func addUnseen(
        _ spec: RecordSpec, in clouds: Set<String>, moment: Moment
    ) throws {
        try KindRows(spec, columns: [spec.name] + spec.key, moment: moment).forEach { row in
            guard clouds.contains(row.cloud), let seen = row.lastSeen, seen.seq < moment.snapshot(of: row.cloud).seq
            else { return }
            let columns = KindRows(spec, columns: [spec.name] + spec.key, moment: moment).columns
            let name = columns.firstIndex { $0.name == spec.name }.flatMap { row.values[$0].text }
            rows.append(
                DiffRow(
                    change: .notObserved, kind: spec.kind, key: try moment.reader.key(of: row.id), name: name,
                    new: .text("not observed; last seen in #\(seen.seq)"), cloud: row.cloud))
        }
    }
}
