import Foundation
import GRDB
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboStore

/// Random histories are thinned out by random policies: what is kept must show what it showed.
@Suite("Forgetting")
struct ForgetTests {
    static let histories =
        ProcessInfo.processInfo.environment["TOMBO_ORACLE_HISTORIES"].flatMap { Int($0) } ?? 200

    /// All that a snapshot shows.
    private struct Shown: Equatable {
        var rows: [String: [Value]] = [:]
        var gaps: [String] = []
        var resources = 0
        var label: String?
    }

    private struct History {
        var store: TestStore
        var random: Seed
    }

    private func history(_ seed: UInt64, rounds: ClosedRange<Int>) throws -> History {
        var random = Seed(seed)
        let store = try TestStore()
        for step in 0..<Int.random(in: rounds, using: &random) {
            let cloud = Int.random(in: 0..<5, using: &random) == 0 ? "other" : "lab"
            let label = Int.random(in: 0..<8, using: &random) == 0 ? "label-\(step)" : nil
            let round = store.round(
                try RandomRounds.collections(step: step, using: &random), cloud: cloud, label: label)
            _ = try store.store.save(round)
        }
        return History(store: store, random: random)
    }

    private func policy(_ random: inout Seed) -> ForgetPolicy {
        var policy = ForgetPolicy(labelled: Bool.random(using: &random))
        if Bool.random(using: &random) { policy.last = Int.random(in: 1...4, using: &random) }
        if Bool.random(using: &random) { policy.periods[.hourly] = Int.random(in: 1...3, using: &random) }
        if Int.random(in: 0..<3, using: &random) == 0 { policy.within = 900 }
        if policy.isEmpty { policy.periods[.daily] = 1 }
        return policy
    }

    private func shown(_ reader: Reader, _ seq: Int64) throws -> Shown {
        var shown = Shown()
        let snapshot = try #require(try reader.snapshot(seq: seq))
        shown.label = snapshot.label
        // A snapshot is one cloud's: what it shows of another is that one's own history.
        try reader.travel(to: snapshot, cloud: snapshot.cloud)
        for spec in TestKinds.all {
            let seen = try reader.lastSeen(kind: spec.kind, at: seq)
            let columns = spec.columns.map(\.name).joined(separator: ", ")
            for row in try reader.rows("SELECT cloud, resource_id, \(columns) FROM \(spec.kind)") {
                let id = row[1].integer ?? 0
                shown.rows["\(spec.kind) \(row[0].text ?? "") \(id)"] = row + [Value(seen[id]?.seq)]
            }
        }
        reader.leaveMoment()
        shown.gaps = try reader.gaps(seq: seq, cloud: snapshot.cloud).map {
            "\($0.cloud) \($0.source) \($0.kind) \($0.outcome?.rawValue ?? "") \($0.reason) \($0.lastComplete?.seq ?? 0)"
        }.sorted()
        shown.resources =
            try Int.fetchOne(reader.db, sql: "SELECT resources FROM snapshot WHERE seq = ?", arguments: [seq]) ?? -1
        return shown
    }

    private func all(_ store: TestStore, _ kept: [Int64]) throws -> [Int64: Shown] {
        try store.reader().read { reader in
            Dictionary(uniqueKeysWithValues: try kept.map { ($0, try shown(reader, $0)) })
        }
    }

    /// What differs between two snapshots, as text.
    private func difference(
        _ store: TestStore, _ a: SnapshotInfo, _ b: SnapshotInfo
    ) throws -> Set<String> {
        try store.reader().read { reader in
            Set(
                try TestKinds.all.flatMap { spec in
                    try reader.changes(of: spec, from: a.seq, to: b.seq, cloud: a.cloud).map { change in
                        "\(spec.kind) \(change.cloud) \(change.key) \(change.old.map { Value.list($0).json } ?? "-") "
                            + (change.new.map { Value.list($0).json } ?? "-")
                    }
                })
        }
    }

    /// First and last state of each resource.
    private func ends(_ store: TestStore) throws -> [String: [Data]] {
        try store.store.pool.read { db in
            var ends: [String: [Data]] = [:]
            for spec in TestKinds.all {
                for row in try Row.fetchAll(
                    db, sql: "SELECT resource_id, digest FROM \(spec.historyTable) ORDER BY resource_id, valid_from")
                {
                    let name = "\(spec.kind) \(row[0] as Int64)"
                    ends[name] = [ends[name]?.first ?? row[1], row[1]]
                }
            }
            return ends
        }
    }

    @Test(
        "keeps all that a kept snapshot shows, the differences, and each resource's first and last state",
        arguments: 0..<10)
    func keeps(batch: Int) throws {
        for number in 0..<(Self.histories / 10) {
            let seed = UInt64(batch * 10_000 + number)
            var history = try history(seed, rounds: 4...12)
            for time in 1...2 {
                try forget(&history, "seed \(seed), time \(time)")
                // And goes on afterwards.
                let round = history.store.round(try RandomRounds.collections(step: 9, using: &history.random))
                _ = try history.store.store.save(round)
                #expect(try history.store.store.verifyChain().isEmpty, "seed \(seed) after \(time)")
            }
        }
    }

    private func forget(_ history: inout History, _ place: String) throws {
        let store = history.store
        let policy = policy(&history.random)
        let plan = try store.reader().read { try $0.forgetPlan(policy) }
        let kept = plan.kept.map(\.snapshot.seq)
        let before = try all(store, kept)
        let one = try #require(plan.kept.randomElement(using: &history.random)).snapshot
        let others = plan.kept.map(\.snapshot).filter { $0.cloud == one.cloud }
        let pair = (one, others.randomElement(using: &history.random) ?? one)
        let (different, ends) = (try difference(store, pair.0, pair.1), try ends(store))
        let receipt = try store.store.forget(plan, by: "ana", at: Instant(milliseconds: 1))
        let after = try all(store, kept)
        for seq in kept {
            guard let old = before[seq], let new = after[seq] else { continue }
            let place = "\(place), \(policy.text), #\(seq)"
            for row in Set(old.rows.keys).union(new.rows.keys) where old.rows[row] != new.rows[row] {
                let values = [new.rows[row], old.rows[row]].map { $0.map { Value.list($0).json } ?? "not there" }
                Issue.record("\(place), \(row): \(values[0]), not \(values[1])")
            }
            #expect(new.gaps == old.gaps, "\(place)")
            #expect(new.resources == old.resources && new.label == old.label, "\(place)")
        }
        #expect(try difference(store, pair.0, pair.1) == different, "\(place), \(pair.0.seq) and \(pair.1.seq)")
        #expect(try self.ends(store) == ends, "\(place)")
        let left = try store.store.pool.read { try Int64.fetchAll($0, sql: "SELECT seq FROM snapshot ORDER BY seq") }
        #expect(left == kept && receipt.snapshots == plan.removed.count, "\(place)")
        #expect(try store.store.verifyChain().isEmpty, "\(place)")
        let faults = try store.reader().read { try $0.integrityFaults() }
        #expect(faults.isEmpty, "\(place): \(faults)")
    }
}
