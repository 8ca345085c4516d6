import TomboRecords
import TomboStore

/// What every section of a report reads from: one cloud at one moment, and the words of one language.
struct ReportContext {
    let moment: Moment
    let cloud: String
    /// The earlier snapshot that the differences start from; nil where there is none.
    let before: SnapshotInfo?
    let words: ReportWords
    let checks: CheckQuestion

    /// A table of what a SELECT finds; `?1` is the cloud, `more` come after it. `kinds` are those that it reads, so that a gap in them shows.
    func table(_ columns: [Answer.Column], kinds: [String], _ sql: String, _ more: [Value] = []) throws -> Answer {
        let rows = try moment.reader.rows(sql, [.text(cloud)] + more)
        // A cloud without Juju lacks nothing of it.
        let present = try kinds.filter { try moment.has($0, cloud: cloud) }
        return Answer(columns: columns, rows: rows, snapshot: moment.snapshot, gaps: try moment.gaps(present))
    }

    /// What the snapshot did not see whole, of all that was ever asked of the cloud.
    func gaps() throws -> [Gap] { try moment.reader.gaps(seq: moment.snapshot.seq, cloud: cloud) }

    /// Whether any of the kinds was ever seen: of a service that the cloud does not have there is no section.
    func has(_ kinds: String...) throws -> Bool {
        try kinds.contains { try moment.has($0, cloud: cloud) }
    }

    /// A diagram, folded where it would be too large to read; nothing where there is nothing to draw.
    func drawing(_ view: Graph.View, _ caption: Phrase) throws -> [ReportBlock] {
        let graph = try GraphQuestion(view, language: words.language).graph(moment).folded()
        if graph.nodes.isEmpty { return [] }
        return [.drawing(caption: words[caption], graph)] + (words.warning(of: graph.gaps).map { [$0] } ?? [])
    }

    /// A table with its caption, the warning of what it lacks, or the sentence that there is nothing.
    func blocks(_ caption: Phrase, _ answer: Answer) -> [ReportBlock] {
        var blocks: [ReportBlock] =
            answer.rows.isEmpty
            ? [.paragraph("\(words[caption]): \(words[.none]).")] : [.table(caption: words[caption], answer)]
        if let warning = words.warning(of: answer.gaps) { blocks.append(warning) }
        return blocks
    }
}

/// One part of a report; one file each. Nil where the cloud has nothing that it is about.
protocol ReportPart: Sendable {
    static func section(_ context: ReportContext) throws -> ReportSection?
}
