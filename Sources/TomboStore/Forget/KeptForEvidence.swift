import Foundation
import GRDB
import TomboRecords

/// Snapshots on which kept ones lean: what a collector that failed, was skipped or saw a part had said last before.
///
/// Without them an answer about a kept snapshot would lose its gap, or the moment when something was last seen.
struct KeptForEvidence {
    let reader: Reader
    let cloud: String
    /// Numbers of the cloud's snapshots, ascending.
    let snapshots: [Int64]

    private struct Run {
        var first: Int64
        var last: Int64
        var outcome: CollectionOutcome
        /// Whether it says something of the source: also that somebody left the kind out.
        var isAttempt: Bool
        var seen: [UInt8]?
    }

    func add(to reasons: inout [Int64: [String]]) throws {
        let collectors = try runs()
        // What is added is always earlier, so that one way back is enough.
        for seq in snapshots.reversed() where reasons[seq] != nil {
            for (name, runs) in collectors {
                for pin in Self.evidence(of: seq, in: runs) where reasons[pin] == nil {
                    reasons[pin] = ["last word of \(name) before #\(seq)"]
                }
            }
        }
    }

    private static func evidence(of seq: Int64, in runs: [Run]) -> [Int64] {
        guard var place = runs.lastIndex(where: { $0.first <= seq }) else { return [] }
        if runs[place].outcome == .complete { return [] }
        var pins: [Int64] = []
        while place > 0, !runs[place].isAttempt { place -= 1 }
        if runs[place].last < seq { pins.append(runs[place].last) }
        var seen: Set<Int64> = []
        while true {
            if runs[place].outcome == .complete {
                pins.append(min(runs[place].last, seq))
                break
            }
            if let set = runs[place].seen {
                let ids = Set(SeenSet.decode(set))
                // Only where it saw what none after it did.
                if !ids.isSubset(of: seen) { pins.append(min(runs[place].last, seq)) }
                seen.formUnion(ids)
            }
            if place == 0 { break }
            place -= 1
        }
        return pins.filter { $0 < seq }
    }

    private func runs() throws -> [(name: String, runs: [Run])] {
        let rows = try Row.fetchAll(
            reader.db,
            sql: """
                SELECT o.id, o.source, k.name, r.first_seq, r.last_seq, r.outcome, r.reason, r.seen
                FROM collection_run r JOIN collector o ON o.id = r.collector_id JOIN kind k ON k.id = o.kind_id
                JOIN cloud c ON c.id = o.cloud_id WHERE c.name = ? ORDER BY o.id, r.first_seq
                """, arguments: [cloud])
        var collectors: [(name: String, runs: [Run])] = []
        var last: Int64?
        for row in rows {
            guard let outcome = CollectionOutcome(rawValue: row[5]) else { continue }
            if last != row[0] { collectors.append(("\(row[1] as String)/\(row[2] as String)", [])) }
            last = row[0]
            let reason: String? = row[6]
            collectors[collectors.count - 1].runs.append(
                Run(
                    first: row[3], last: row[4], outcome: outcome,
                    isAttempt: outcome != .skipped
                        || reason?.hasPrefix(TomboRecords.Collection.leftOutMark) == true,
                    seen: (row[7] as Data?).map { Array($0) }))
        }
        return collectors
    }
}
