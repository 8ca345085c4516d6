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
        let changes = try reader.changes(
            of: spec, from: from.seq, to: to.seq, cloud: moment.cloud, onlyWhatDiffers: true)
        unknownBefore.formUnion(try addNewClouds(changes, spec, from: from, moment: moment))
        for change in Self.sorted(changes, spec) {
            let isBaseline = Self.names(change.cloud, unknownBefore) && change.old == nil
            let isUnseen = Self.names(change.cloud, unknownAfter) && change.new == nil
            rows += Self.rows(of: change, spec, isUncertain: isBaseline || isUnseen)
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
        _ changes: [ResourceChange], _ spec: RecordSpec, from: SnapshotInfo, moment: Moment
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

    static func rows(of change: ResourceChange, _ spec: RecordSpec, isUncertain: Bool) -> [DiffRow] {
        let values = change.new ?? change.old ?? []
        let base = DiffRow(
            change: .changed, kind: spec.kind, key: change.key,
            name: label(values, spec) ?? change.key, cloud: change.cloud)
        guard let old = change.old, let new = change.new else {
            var row = base
            row.change = isUncertain ? .notObserved : change.old == nil ? .appeared : .gone
            row.owners = isUncertain ? [] : Acts.owners(of: values, spec)
            row.field = isUncertain ? (change.old == nil ? "first seen" : "last seen") : nil
            row.old = change.old.map { summary($0, spec) } ?? .null
            row.new = change.new.map { summary($0, spec) } ?? .null
            return [row]
        }
        let changed = spec.storedIndices.filter { spec.columns[$0].fieldClass != .stamp && old[$0] != new[$0] }
        let fields = changed.map { index -> DiffRow in
            var row = base
            row.field = spec.columns[index].name
            row.old = old[index]
            row.new = new[index]
            row.fieldClass = spec.columns[index].fieldClass
            row.verb = verb(spec, index)
            return row
        }
        return fields.filter { $0.fieldClass == .configuration } + fields.filter { $0.fieldClass != .configuration }
    }

    /// How a person would say it; nil where the field's own name is best.
    private static func verb(_ spec: RecordSpec, _ index: Int) -> String? {
        if index == spec.nameIndex { return "renamed" }
        return spec.kind == "nova_server" && spec.columns[index].name == "hypervisor_hostname" ? "moved" : nil
    }

    /// What a person calls it; a part, and what has no name (most ports), is called by its whole key.
    private static func label(_ values: [Value], _ spec: RecordSpec) -> String? {
        guard !spec.isPartOfAnother, let name = values[spec.nameIndex].text, !name.isEmpty else { return nil }
        return name
    }

    /// The short table's fields, without what it is called by, which stands beside it.
    static func summary(_ values: [Value], _ spec: RecordSpec) -> Value {
        let beside = label(values, spec) == nil ? spec.keyIndices + [spec.nameIndex] : [spec.nameIndex]
        return .object(
            spec.brief.compactMap { name in
                guard let index = spec.columns.firstIndex(where: { $0.name == name }), !beside.contains(index),
                    !values[index].isNull, spec.columns[index].fieldClass != .measure
                else { return nil }
                return .init(name, values[index])
            })
    }

    /// By name as people order names, then by key: the same on every run.
    static func sorted(_ changes: [ResourceChange], _ spec: RecordSpec) -> [ResourceChange] {
        // Places are sorted and not the changes: these hold two versions each, and would be copied again and again.
        let names = changes.map { label($0.new ?? $0.old ?? [], spec) ?? $0.key }
        return changes.indices.sorted { a, b in
            let order = NaturalOrder.compare(names[a], names[b])
            if order != 0 { return order < 0 }
            return (changes[a].cloud, changes[a].key) < (changes[b].cloud, changes[b].key)
        }.map { changes[$0] }
    }
}
