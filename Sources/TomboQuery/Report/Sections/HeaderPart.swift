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
        let rows: [(Phrase, String?)] = [
            (.cloud, context.cloud), (.snapshot, text(snapshot)),
            (.comparedWith, context.before.map(text) ?? words[.noComparison]),
            (.headHash, try context.moment.reader.chainHead()),
            (.version, "tombo \(version)"),
        ]
        let answer = Answer(
            columns: [.init("field"), .init("value")], rows: rows.map { [.text(words[$0.0]), Value($0.1)] },
            snapshot: snapshot, gaps: try context.gaps())
        return ReportSection(words[.evidence], context.blocks(.evidence, answer))
    }
}
