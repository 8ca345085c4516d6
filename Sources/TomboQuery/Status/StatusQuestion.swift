import TomboRecords
import TomboStore

/// How is each cloud: what is there, is it well, how full is it, what changed last?
public struct StatusQuestion: Question {
    public init() {}

    static let layerColumns: [Answer.Column] = [.init("layer"), .init("resources")]
    static let healthColumns: [Answer.Column] = [.init("health"), .init("result"), .init("found")]
    static let capacityColumns: [Answer.Column] = [
        .init("capacity"), .init("used"), .init("of"), .init("share"), .init("note"),
    ]
    static let gapColumns: [Answer.Column] = [
        .init("not_seen_whole"), .init("last_complete", .instant), .init("reason"),
    ]
    static let changeColumns: [Answer.Column] = [
        .init("changed", .instant), .init("change"), .init("kind"), .init("name"), .init("what", .json),
    ]

    public func answer(_ moment: Moment) throws -> Answer {
        var rows: [[Value]] = []
        var gaps: [Gap] = []
        for cloud in moment.snapshots.map(\.cloud).sorted() {
            let own = moment.within(cloud)
            let missing = try own.gaps(try own.layersKinds(of: cloud))
            gaps += missing
            rows.append(try Self.row(own, cloud, missing))
        }
        return Answer(
            columns: [
                .init("cloud"), .init("state", isSpoken: true), .init("snapshot", .integer, isBrief: false),
                .init("label", isBrief: false), .init("taken_at", .instant),
                .init("age_seconds", .integer, isBrief: false), .init("complete", .boolean, isBrief: false),
                .init("kinds", .json, isBrief: false), .init("health", .json, isBrief: false),
                .init("capacity", .json, isBrief: false), .init("changes", .json, isBrief: false),
                .init("layers", .json, isSpoken: true, section: layerColumns),
                .init("checks", .json, isSpoken: true, section: healthColumns),
                .init("room", .json, isSpoken: true, section: capacityColumns),
                .init("unseen", .json, isSpoken: true, section: gapColumns),
                .init("last_changes", .json, isSpoken: true, section: changeColumns),
            ], rows: rows, snapshot: moment.snapshot, gaps: gaps)
    }

    private var layerColumns: [Answer.Column] { Self.layerColumns }
    private var healthColumns: [Answer.Column] { Self.healthColumns }
    private var capacityColumns: [Answer.Column] { Self.capacityColumns }
    private var gapColumns: [Answer.Column] { Self.gapColumns }
    private var changeColumns: [Answer.Column] { Self.changeColumns }

    private static func row(_ moment: Moment, _ cloud: String, _ gaps: [Gap]) throws -> [Value] {
        let snapshot = moment.snapshot
        let counts = try CloudCounts(moment, gaps)
        let health = try CloudHealth(moment, counts)
        let capacity = try CloudCapacity(moment, counts)
        let changes = try CloudChanges(moment)
        let age = (moment.clock.now.milliseconds - snapshot.finishedAt.milliseconds) / 1000
        return [
            .text(cloud), .text(state(snapshot, age: age, isComplete: gaps.isEmpty)), .integer(snapshot.seq),
            Value(snapshot.label), .text(snapshot.finishedAt.iso8601), .integer(age), .bool(gaps.isEmpty),
            counts.value, health.value, capacity.value, changes.value, counts.lines, health.lines, capacity.lines,
            lines(gaps), changes.lines,
        ]
    }

    private static func state(_ snapshot: SnapshotInfo, age: Int64, isComplete: Bool) -> String {
        let label = snapshot.label.map { " \"\($0)\"" } ?? ""
        return "snapshot #\(snapshot.seq)\(label), \(self.age(age)) old, \(isComplete ? "complete" : "incomplete")"
    }

    static func age(_ seconds: Int64) -> String {
        switch seconds {
        case ..<120: "\(max(0, seconds)) s"
        case ..<7200: "\(seconds / 60) min"
        case ..<172_800: "\(seconds / 3600) h"
        default: "\(seconds / 86_400) d"
        }
    }

    /// One line for all gaps with one cause: they are many where nobody could sign in, or where tombo has learned.
    private static func lines(_ gaps: [Gap]) -> Value {
        .list(
            GapGroup.groups(of: gaps).map { group in
                .object([
                    .init("not_seen_whole", .text(group.place(.number))),
                    .init("last_complete", Value(group.first.lastComplete?.finishedAt.iso8601)),
                    .init("reason", .text(group.reason)),
                ])
            })
    }
}
