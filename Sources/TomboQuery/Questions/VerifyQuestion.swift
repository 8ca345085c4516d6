import TomboRecords
import TomboStore

/// Is history what it was when it was saved?
public struct VerifyQuestion: Question {
    /// A hash, or the beginning of one, that a report printed: some snapshot must have it.
    public var expected: String?

    public init(expected: String? = nil) { self.expected = expected }

    public static let columns: [Answer.Column] = [
        .init("check"), .init("result"), .init("snapshot", .integer), .init("detail"),
    ]

    /// Raw values are part of the contract.
    enum Result: String {
        case ok, broken
    }

    public func answer(_ moment: Moment) throws -> Answer {
        var rows: [[Value]] = []
        func add(_ check: String, _ result: Result, _ seq: Int64?, _ detail: String) {
            rows.append([.text(check), .text(result.rawValue), Value(seq), .text(detail)])
        }
        let faults = try moment.reader.integrityFaults()
        if faults.isEmpty { add("file", .ok, nil, "SQLite finds its pages, indexes and references whole.") }
        for fault in faults { add("file", .broken, nil, fault) }

        let breaks = try moment.reader.chainBreaks()
        let sums = try moment.reader.snapshotSums()
        let head = sums.max { $0.key < $1.key }
        if breaks.isEmpty {
            add(
                "chain", .ok, head?.key,
                "\(sums.count) snapshots, none edited, missing or added; head \(head?.value.chain ?? "")")
        }
        for one in breaks { add("chain", .broken, one.seq, one.message) }
        if let expected {
            let wanted = expected.lowercased()
            let found = sums.filter { $0.value.chain.hasPrefix(wanted) }.keys.sorted()
            if let seq = found.first {
                add("expected", .ok, seq, "\(wanted) is snapshot #\(seq): all up to it is what it was then.")
            } else {
                add("expected", .broken, nil, "No snapshot has the hash \(wanted): history was cut off or rewritten.")
            }
        }
        return Answer(columns: Self.columns, rows: rows, snapshot: moment.snapshot)
    }

    /// Whether an answer says that all is as it was.
    public static func isWhole(_ answer: Answer) -> Bool {
        answer.rows.allSatisfy { $0[1].text == Result.ok.rawValue }
    }
}
