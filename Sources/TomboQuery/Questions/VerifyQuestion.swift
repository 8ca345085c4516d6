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
        if breaks.isEmpty {
            let written = try moment.reader.journal(upTo: .max).count
            let words = written == 0 ? "" : " and \(written) entries of the journal"
            add(
                "chain", .ok, sums.keys.max(),
                "\(sums.count) snapshots\(words), none edited, missing or added; head \(try moment.reader.chainHead() ?? "")"
            )
        }
        for one in breaks { add("chain", .broken, one.seq, one.message) }
        if let expected {
            let wanted = expected.lowercased()
            if let found = try moment.reader.link(wanted) {
                add("expected", .ok, Self.snapshot(found), "\(wanted) is \(try Self.said(found, moment.reader)).")
            } else {
                let forgotten = try moment.reader.journal(upTo: .max).filter { $0.action == .forget }
                    .compactMap { ForgetRecord(json: $0.body)?.snapshots }.reduce(0, +)
                let other = forgotten > 0 ? "it is of one of the \(forgotten) that were forgotten, or " : ""
                add(
                    "expected", .broken, nil,
                    "No snapshot has the hash \(wanted): \(other)history was cut off or rewritten.")
            }
        }
        return Answer(columns: Self.columns, rows: rows, snapshot: moment.snapshot)
    }

    private static func snapshot(_ link: KnownLink) -> Int64? {
        switch link {
        case .snapshot(let seq), .saved(let seq), .entry(_, after: let seq): seq
        case .beforeForget: nil
        }
    }

    private static func said(_ link: KnownLink, _ reader: Reader) throws -> String {
        switch link {
        case .snapshot(let seq): return "snapshot #\(seq): all up to it is what it was then"
        case .saved(let seq):
            let forgot = try reader.journal(upTo: .max).last { $0.action == .forget }
            return "snapshot #\(seq) as it was saved; what came before it was thinned out by a forget"
                + (forgot.map { ", last on \($0.at.iso8601)" } ?? "")
        case .entry(let id, after: let seq): return "entry \(id) of the journal, written after snapshot #\(seq)"
        case .beforeForget(let instant): return "the end of history before the forget of \(instant.iso8601)"
        }
    }

    /// Whether an answer says that all is as it was.
    public static func isWhole(_ answer: Answer) -> Bool {
        answer.rows.allSatisfy { $0[1].text == Result.ok.rawValue }
    }
}
