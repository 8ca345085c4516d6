import TomboQuery
import TomboRecords

/// The forms that every format for programs shares.
enum MachineText {
    /// A value as its column says it is: a moment is UTC ISO 8601 whichever
    /// way it was kept, and a truth value is one even where SQLite, which
    /// has none, gave 0 or 1.
    static func normal(_ value: Value, _ type: ColumnType) -> Value {
        switch (type, value) {
        case (.instant, .text(let text)): .text(Instant.canonical(text) ?? text)
        case (.instant, .integer(let milliseconds)): .text(Instant(milliseconds: milliseconds).iso8601)
        case (.boolean, .integer(let integer)): .bool(integer != 0)
        default: value
        }
    }

    /// A value as one bare text: nested ones as compact JSON. Null is the
    /// caller's, each format having its own mark.
    static func plain(_ value: Value) -> String {
        switch value {
        case .text(let text): text
        case .null: ""
        case .real(let real) where !real.isFinite: ""
        case .bool, .integer, .real, .list, .object: value.json
        }
    }

    /// Whether a format must write its mark for the unknown.
    static func isUnknown(_ value: Value) -> Bool {
        if case .real(let real) = value { return !real.isFinite }
        return value.isNull
    }

    // MARK: the envelope of JSON and YAML

    static func envelope(_ snapshot: SnapshotInfo?) -> Value {
        guard let snapshot else { return .null }
        return .object([
            .init("seq", .integer(snapshot.seq)), .init("cloud", .text(snapshot.cloud)),
            .init("label", Value(snapshot.label)), .init("taken_at", .text(snapshot.finishedAt.iso8601)),
        ])
    }

    /// Each cloud's snapshot, where an answer speaks of several clouds: keys
    /// that are not there else.
    static func several(_ answer: Answer) -> [(name: String, value: Value)] {
        [("snapshots", answer.snapshots), ("from_snapshots", answer.baselines)].filter { $0.1.count > 1 }.map {
            ($0.0, .list($0.1.map { envelope($0) }))
        }
    }

    static func envelope(_ gap: Gap) -> Value {
        let last: Value =
            gap.lastComplete.map { last in
                .object([
                    .init("seq", .integer(last.seq)), .init("label", Value(last.label)),
                    .init("taken_at", .text(last.finishedAt.iso8601)),
                ])
            } ?? .null
        return .object([
            .init("cloud", .text(gap.cloud)), .init("source", .text(gap.source)), .init("kind", .text(gap.kind)),
            .init("outcome", Value(gap.outcome?.rawValue)), .init("code", Value(gap.code)),
            .init("reason", .text(gap.reason)), .init("last_complete", last),
        ])
    }
}
