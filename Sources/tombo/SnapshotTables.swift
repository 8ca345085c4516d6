import TomboQuery
import TomboRecords
import TomboStore

/// What an export says of itself, as tables among the others.
enum SnapshotTables {
    static func snapshot(_ snapshot: SnapshotInfo) -> Answer {
        Answer(
            columns: [
                .init("seq", .integer), .init("cloud"), .init("label"), .init("started_at", .instant),
                .init("finished_at", .instant), .init("tombo"),
            ],
            rows: [
                [
                    .integer(snapshot.seq), .text(snapshot.cloud), Value(snapshot.label),
                    .text(snapshot.startedAt.iso8601), .text(snapshot.finishedAt.iso8601),
                    .text(TomboVersion.current),
                ]
            ])
    }

    static func gaps(_ gaps: [Gap]) -> Answer {
        Answer(
            columns: [
                .init("cloud"), .init("source"), .init("kind"), .init("outcome"), .init("code"), .init("reason"),
            ],
            rows: gaps.map { gap in
                [
                    .text(gap.cloud), .text(gap.source), .text(gap.kind), Value(gap.outcome?.rawValue), Value(gap.code),
                    .text(gap.reason),
                ]
            })
    }

    /// How an anonymous export treats their columns.
    static func treatments(_ table: Answer, keepLabels: Bool) -> [Treatment] {
        table.columns.map { column in
            switch column.name {
            case "cloud": .name("cloud")
            case "label": keepLabels ? .kept : .name("label")
            case "reason": .message
            case "seq", "started_at", "finished_at", "tombo", "source", "kind", "outcome", "code": .kept
            default: .hidden
            }
        }
    }
}
