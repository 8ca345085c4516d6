import TomboRecords
import TomboStore

/// What the report rests on: snapshots, hash of the chain, and what they did not see whole.
enum HeaderPart {
    static func section(_ context: ReportContext, version: String) throws -> ReportSection {
        let words = context.words
        let snapshot = context.moment.snapshot
        func text(_ snapshot: SnapshotInfo) -> String {
            let label = snapshot.label.map { " “\($0)”" } ?? ""
            return "\(snapshot.seq)\(label), \(snapshot.finishedAt.iso8601)"
        }
        let head = try context.moment.reader.rows(
            "SELECT lower(hex(chain)) FROM main.snapshot ORDER BY seq DESC LIMIT 1")
        let rows: [(Phrase, String?)] = [
            (.cloud, context.cloud), (.snapshot, text(snapshot)),
            (.comparedWith, context.before.map(text) ?? words[.noComparison]), (.headHash, head.first?[0].text),
            (.version, "tombo \(version)"),
        ]
        let answer = Answer(
            columns: [.init("field"), .init("value")], rows: rows.map { [.text(words[$0.0]), Value($0.1)] },
            snapshot: snapshot, gaps: try context.moment.gaps(context.moment.reader.specs.map(\.kind)))
        return ReportSection(words[.evidence], context.blocks(.evidence, answer))
    }
}
