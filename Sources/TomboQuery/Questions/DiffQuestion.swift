public import TomboRecords
import TomboStore

/// What changed from one snapshot to another?
public struct DiffQuestion: Question {
    public var from: SnapshotReference
    /// Kinds, or short words for them; empty for all.
    public var kinds: [String]

    /// Only changes of these fields; empty for all, and for what appeared and went.
    public var fields: [String]
    /// Only changes of fields of these classes; empty for both.
    public var classes: Set<FieldClass>

    /// Measures as well, which move all the time.
    public var isVolatile: Bool

    public init(
        from: SnapshotReference, kinds: [String] = [], fields: [String] = [], classes: Set<FieldClass> = [],
        isVolatile: Bool = false
    ) {
        self.from = from
        self.isVolatile = isVolatile
        self.kinds = kinds
        self.fields = fields
        self.classes = classes
    }

    public var references: [SnapshotReference] { [from] }

    public static let columns: [Answer.Column] = [
        .init("change"), .init("kind"), .init("key", isBrief: false), .init("name"), .init("field", isBrief: false),
        .init("old", .json, isBrief: false), .init("new", .json, isBrief: false), .init("class", isBrief: false),
        .init("cloud", isBrief: false), .init("part_of", isBrief: false), .init("what", .json, isSpoken: true),
    ]

    public func answer(_ moment: Moment) throws -> Answer {
        let before = try from.resolve(moment.reader, cloud: moment.cloud, clock: moment.clock)
        let specs = try kinds.isEmpty ? moment.reader.specs : kinds.map { try moment.reader.specs.named($0) }
        try check(fields, in: specs)
        var rows: [DiffRow] = []
        var gaps: [Gap] = []
        let known = KindGaps(moment, specs)
        // Events are no state of the cloud: what they led to is in the other kinds, and the log tells them.
        for spec in specs where !spec.isMeasureOnly && (spec.eventOf == nil || !kinds.isEmpty) {
            let part = try KindDiff(spec, from: before, to: moment.snapshot, moment: moment, gaps: known)
            if rows.isEmpty { rows = part.rows } else { rows += part.rows }
            gaps += part.gaps
        }
        if isVolatile { rows += try measures(of: specs, from: before, moment) }
        if !fields.isEmpty || !classes.isEmpty { rows.removeAll { !isWanted($0) } }
        rows = Acts.grouped(rows, moment.reader.specs)
        try SpokenChanges(moment, rows).speak(&rows)
        var answer = Answer(
            columns: Self.columns, rows: rows.map(\.values), snapshot: moment.snapshot, baseline: before, gaps: gaps)
        answer.baselines = moment.cloud == nil ? try moment.reader.latestOfEach(upTo: before.seq) : [before]
        if let cloud = answer.columns.firstIndex(where: { $0.name == "cloud" }) {
            answer.columns[cloud].isBrief = moment.snapshots.count > 1
        }
        if let part = answer.columns.firstIndex(where: { $0.name == "part_of" }) {
            answer.columns[part].isBrief = rows.contains { $0.partOf != nil }
        }
        return answer
    }

    /// Of resources that are there now; what came or went has no measure to compare.
    private func measures(of specs: [RecordSpec], from before: SnapshotInfo, _ moment: Moment) throws -> [DiffRow] {
        let moved = Dictionary(
            grouping: try moment.reader.measureChanges(from: before.seq, to: moment.snapshot.seq), by: \.resource)
        if moved.isEmpty { return [] }
        var rows: [DiffRow] = []
        for spec in specs where !spec.measureIndices.isEmpty {
            for cloud in moment.snapshots.map(\.cloud) {
                for row in try moment.table(spec.kind, [spec.name], cloud: cloud) {
                    for change in moved[row.id] ?? [] where spec.column(change.metric)?.fieldClass == .measure {
                        rows.append(
                            DiffRow(
                                change: .changed, kind: spec.kind, key: row.key,
                                name: spec.isPartOfAnother ? row.key : row[spec.name].text ?? row.key,
                                field: change.metric, old: Value(change.old), new: Value(change.new),
                                fieldClass: .measure, cloud: cloud))
                    }
                }
            }
        }
        return rows
    }

    private func isWanted(_ row: DiffRow) -> Bool {
        guard row.change == .changed else { return fields.isEmpty || row.change == .notObserved }
        return (fields.isEmpty || fields.contains(row.field ?? ""))
            && (classes.isEmpty || row.fieldClass.map(classes.contains) ?? false)
    }

    private func check(_ fields: [String], in specs: [RecordSpec]) throws {
        let known = specs.flatMap { $0.columns.map(\.name) }
        for field in fields where !known.contains(field) {
            throw QueryError(
                .unknownKind, "None of the kinds has a field called \(field).",
                remedy: Nearest.name(to: field, among: known).map { "Did you mean `\($0)`?" }
                    ?? "List the fields with `tombo schema KIND`.")
        }
    }
}

/// One line of a diff.
struct DiffRow {
    enum Change: String {
        case appeared = "+"
        /// It went away, and the source's listing was complete.
        case gone = "-"
        case changed = "~"
        /// Nobody looked: it may be there, gone or changed.
        case notObserved = "?"
        /// Somebody wrote something; only in a log.
        case noted = "!"
    }

    var change: Change
    var kind: String
    var key: String?
    var name: String?
    var field: String?
    var old: Value = .null
    var new: Value = .null
    /// Both as a person says them; see ``SpokenChanges``.
    var oldInWords: Value?
    var newInWords: Value?
    var fieldClass: FieldClass?
    var cloud: String?
    /// What the change of the field means in a word: `moved`, `renamed`.
    var verb: String?
    /// What it may be a part of.
    var owners: [Acts.Identity] = []
    /// What it appeared or went with, as a person would name it.
    var partOf: String?

    var values: [Value] {
        [
            .text(change.rawValue), .text(kind), Value(key), Value(name), Value(field), old, new,
            Value(fieldClass?.rawValue), Value(cloud), Value(partOf), what,
        ]
    }

    /// The change in one cell: what it was made of, or what a field was and is.
    var what: Value {
        let (old, new) = (oldInWords ?? old, newInWords ?? new)
        return switch change {
        case .appeared, .noted: new
        case .gone: old
        case .changed: .object([.init("field", Value(verb ?? field)), .init("old", old), .init("new", new)])
        case .notObserved where field == nil: new
        case .notObserved:
            .text("\(field ?? "") here, while nobody had looked before")
        }
    }
}
