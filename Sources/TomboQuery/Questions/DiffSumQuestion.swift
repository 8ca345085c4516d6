import TomboRecords
import TomboStore

/// How much changed from one snapshot to another, kind by kind?
public struct DiffSumQuestion: Question {
    public var diff: DiffQuestion

    public init(_ diff: DiffQuestion) { self.diff = diff }

    public var references: [SnapshotReference] { diff.references }

    public func answer(_ moment: Moment) throws -> Answer {
        Self.sum(try diff.answer(moment), moment.reader.specs)
    }

    /// A diff counted kind by kind, in the order of the kinds. Of a kind that nobody saw whole what was not seen to
    /// change is unknown: null, and not 0.
    static func sum(_ diff: Answer, _ specs: [RecordSpec]) -> Answer {
        var answer = diff
        func value(_ row: [Value], _ column: String) -> String {
            answer.columns.firstIndex { $0.name == column }.flatMap { row[$0].text } ?? ""
        }
        var order: [String] = []
        var counts: [String: [String: Int64]] = [:]
        var changed: [String: Set<String>] = [:]
        var unseen: Set<String> = []
        for row in answer.rows {
            let kind = value(row, "kind")
            if counts[kind] == nil { order.append(kind) }
            counts[kind, default: [:]][value(row, "change"), default: 0] += 1
            if value(row, "change") == "~" {
                changed[kind, default: []].insert(value(row, "cloud") + "\0" + value(row, "key"))
            }
            // Without a key it speaks of the kind.
            if value(row, "change") == "?", value(row, "key").isEmpty { unseen.insert(kind) }
        }
        let rank = Dictionary(uniqueKeysWithValues: specs.enumerated().map { ($1.kind, $0) })
        answer.rows = order.sorted { (rank[$0] ?? 0) < (rank[$1] ?? 0) }.map { kind in
            let its = counts[kind] ?? [:]
            func known(_ count: Int64) -> Value { count == 0 && unseen.contains(kind) ? .null : .integer(count) }
            return [
                .text(kind), known(its["+"] ?? 0), known(its["-"] ?? 0), known(Int64(changed[kind]?.count ?? 0)),
                known(its["~"] ?? 0), .integer(its["?"] ?? 0),
            ]
        }
        answer.columns = [
            .init("kind"), .init("appeared", .integer), .init("gone", .integer), .init("changed", .integer),
            .init("fields", .integer), .init("not_observed", .integer),
        ]
        return answer
    }
}
