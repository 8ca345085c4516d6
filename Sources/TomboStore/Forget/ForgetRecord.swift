public import TomboRecords

/// What a `forget` did, signed off in the journal.
public struct ForgetRecord: Sendable, Hashable {
    /// The policy in the words of the command line.
    public var policy: String
    /// Numbers of the snapshots that went, as ranges.
    public var removed: [ClosedRange<Int64>]
    public var snapshots: Int
    public var versions: Int
    /// The hash over all history before, hexadecimal.
    public var head: String

    public var json: String {
        Value.object([
            .init("policy", .text(policy)), .init("snapshots", .integer(Int64(snapshots))),
            .init("versions", .integer(Int64(versions))), .init("head", .text(head)),
            .init(
                "removed", .list(removed.map { .list([.integer($0.lowerBound), .integer($0.upperBound)]) })),
        ]).json
    }
}

extension ForgetRecord {
    public init?(json: String) {
        guard let value = Value(json: json), let policy = value["policy"].text, let head = value["head"].text else {
            return nil
        }
        self.init(
            policy: policy,
            removed: value["removed"].elements.compactMap { range in
                guard range.elements.count == 2, let first = range.elements[0].integer,
                    let last = range.elements[1].integer, first <= last
                else { return nil }
                return first...last
            },
            snapshots: Int(value["snapshots"].integer ?? 0), versions: Int(value["versions"].integer ?? 0), head: head)
    }

    /// Numbers as runs.
    static func ranges(_ removed: [Int64]) -> [ClosedRange<Int64>] {
        var ranges: [ClosedRange<Int64>] = []
        for seq in removed.sorted() {
            if let last = ranges.last, last.upperBound + 1 == seq {
                ranges[ranges.count - 1] = last.lowerBound...seq
            } else {
                ranges.append(seq...seq)
            }
        }
        return ranges
    }
}

extension Reader {
    /// The record of the forget that took a snapshot away, and when that was; nil where none did.
    public func forgot(_ seq: Int64) throws -> (record: ForgetRecord, at: Instant)? {
        for entry in try Journal.entries(db, "WHERE action = 'forget'") {
            if let record = ForgetRecord(json: entry.body), record.removed.contains(where: { $0.contains(seq) }) {
                return (record, entry.at)
            }
        }
        return nil
    }
}
