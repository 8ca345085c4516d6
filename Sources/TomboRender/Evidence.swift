import TomboQuery
import TomboRecords

/// Says what an answer rests on, in words: the same words on standard error,
/// under a Markdown table and in an HTML page. Reasons come from sources, so
/// none of the lines holds anything that a terminal would obey.
struct Evidence {
    let answer: Answer
    let options: RenderOptions

    init(_ answer: Answer, options: RenderOptions) {
        self.answer = answer
        self.options = options
    }

    /// `snapshot #4 "tarefa-4" of lab, 2026-11-23 16:20:08`
    func text(_ snapshot: SnapshotInfo) -> String {
        let label = snapshot.label.map { " \"\($0)\"" } ?? ""
        return HumanText.sanitized(
            "snapshot #\(snapshot.seq)\(label) of \(snapshot.cloud), \(options.clock(snapshot.finishedAt))")
    }

    /// The same for a document that travels: it names the zone, and has no
    /// `#4`, which a forge would turn into a link to its fourth issue.
    func documentText(_ snapshot: SnapshotInfo) -> String {
        let label = snapshot.label.map { " “\($0)”" } ?? ""
        let zone = options.utc ? "" : " (\(options.zone.name(at: snapshot.finishedAt)))"
        let place = "Snapshot \(snapshot.seq)\(label) of \(snapshot.cloud)"
        return HumanText.sanitized("\(place), \(options.clock(snapshot.finishedAt))\(zone)")
    }

    /// Several clouds' snapshots in one sentence.
    func documentText(_ snapshots: [SnapshotInfo]) -> String {
        snapshots.map(documentText).joined(separator: "; ")
    }

    /// One line for all gaps with one cause:
    /// `openstack/nova_server failed (timed_out): Nova did not answer (last complete: #3, 12 min before)`
    func gapTexts() -> [String] { GapGroup.groups(of: answer.gaps).map { text($0, mark: "#", .services) } }

    /// The same for a document, which has room for the name of every kind.
    func documentGapTexts() -> [String] {
        GapGroup.groups(of: answer.gaps).map { text($0, mark: "snapshot ", .kinds) }
    }

    private func text(_ group: GapGroup, mark: String, _ naming: GapGroup.Naming) -> String {
        let gap = group.first
        var text = group.place(naming)
        if gap.cloud != answer.snapshot?.cloud || answer.spokenOf.count > 1, !gap.cloud.isEmpty {
            text = "\(gap.cloud)/\(text)"
        }
        text += " " + Self.happening(gap.outcome, isOne: group.kinds.count == 1)
        // Of what was never asked there is no more to say.
        if gap.outcome == nil { return HumanText.sanitized(text) }
        if let code = gap.code { text += " (\(code))" }
        if !group.reason.isEmpty { text += ": " + group.reason }
        return HumanText.sanitized("\(text) (\(lastComplete(gap, mark: mark)))")
    }

    private func lastComplete(_ gap: Gap, mark: String) -> String {
        guard let last = gap.lastComplete else { return "never complete" }
        let when =
            (answer.spokenOf.first { $0.cloud == gap.cloud } ?? answer.snapshot).map {
                Self.age($0.finishedAt.milliseconds - last.finishedAt.milliseconds)
            }
            ?? options.clock(last.finishedAt)
        return "last complete: \(mark)\(last.seq), \(when)"
    }

    private static func happening(_ outcome: CollectionOutcome?, isOne: Bool) -> String {
        switch outcome {
        case .complete: isOne ? "is complete" : "are complete"
        case .partial: isOne ? "is partial" : "are partial"
        case .failed: "failed"
        case .skipped: isOne ? "was not asked" : "were not asked"
        case nil: (isOne ? "was" : "were") + " never collected up to this snapshot"
        }
    }

    /// `12 min before`: the largest unit that still says something.
    static func age(_ milliseconds: Int64) -> String {
        let seconds = abs(milliseconds) / 1000
        let amount =
            switch seconds {
            case ..<120: "\(seconds) s"
            case ..<7200: "\(seconds / 60) min"
            case ..<172_800: "\(seconds / 3600) h"
            default: "\(seconds / 86_400) d"
            }
        return amount + (milliseconds < 0 ? " after" : " before")
    }
}
