import Foundation
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboStore

/// Random histories, with partial and failed listings, reordered lists, kinds
/// and sources that appear late, and several clouds: the store and the naive
/// one must agree on everything.
@Suite("The store and its oracle")
struct OracleTests {
    /// A few hundred in every run; `scripts/oracle-store` asks for thousands.
    static let histories =
        ProcessInfo.processInfo.environment["TOMBO_ORACLE_HISTORIES"].flatMap { Int($0) } ?? 300

    @Test("agree on state, difference, history and gaps", arguments: 0..<10)
    func agree(batch: Int) throws {
        for history in 0..<(Self.histories / 10) {
            try check(seed: UInt64(batch * 100_000 + history))
        }
    }

    private func check(seed: UInt64) throws {
        var random = Seed(seed)
        let store = try TestStore()
        var reference = ReferenceStore()
        let count = Int.random(in: 3...9, using: &random)
        for step in 0..<count {
            let cloud = Int.random(in: 0..<5, using: &random) == 0 ? "other" : "lab"
            let round = store.round(try RandomRounds.collections(step: step, using: &random), cloud: cloud)
            _ = try store.store.save(round)
            reference.save(round)
        }
        try store.reader().read { reader in
            for seq in 1...Int64(count) {
                guard let snapshot = try reader.snapshot(seq: seq) else { Issue.record("no #\(seq)"); return }
                try checkValues(reader, reference, at: seq, seed: seed)
                try reader.travel(to: snapshot)
                let real = try state(reader, at: seq)
                let expected = reference.state(at: seq).mapValues { Seen(values: $0.values, lastSeen: $0.lastSeen) }
                for identity in Set(real.keys).union(expected.keys) where real[identity] != expected[identity] {
                    Issue.record(
                        "seed \(seed) #\(seq) \(identity): \(text(real[identity])), not \(text(expected[identity]))")
                }
                let gaps = try reader.gaps(seq: seq).map { [$0.cloud, $0.source, $0.kind] }
                #expect(Set(gaps) == reference.gaps(at: seq), "seed \(seed) gaps #\(seq)")
            }
            let a = Int64.random(in: 1...Int64(count), using: &random)
            let b = Int64.random(in: 1...Int64(count), using: &random)
            try checkDifference(reader, reference, a, b, seed: seed)
        }
        #expect(try store.store.verifyChain().isEmpty, "seed \(seed)")
    }

    /// The other way to the same state: by what is alive and what changed since.
    private func checkValues(_ reader: Reader, _ reference: ReferenceStore, at seq: Int64, seed: UInt64) throws {
        let expected = reference.state(at: seq)
        for spec in TestKinds.all {
            let columns = spec.storedIndices.map { spec.columns[$0].name }
            for cloud in ["lab", "other", "nowhere"] {
                let real = try reader.values(of: columns, kind: spec.kind, cloud: cloud, at: seq)
                let right = expected.filter { $0.key.cloud == cloud && $0.key.kind == spec.kind }
                #expect(
                    real
                        == Dictionary(
                            uniqueKeysWithValues: right.map { identity, state in
                                (identity.key, spec.storedIndices.map { state.values[$0] })
                            }), "seed \(seed) #\(seq) \(spec.kind) of \(cloud)")
            }
        }
    }

    private func text(_ seen: Seen?) -> String {
        seen.map { Value.list($0.values).json + " last seen in \($0.lastSeen ?? 0)" } ?? "not there"
    }

    struct Seen: Equatable {
        var values: [Value]
        var lastSeen: Int64?
    }

    private func state(_ reader: Reader, at seq: Int64) throws -> [ReferenceStore.Identity: Seen] {
        var state: [ReferenceStore.Identity: Seen] = [:]
        for spec in TestKinds.all {
            let seen = try reader.lastSeen(kind: spec.kind, at: seq)
            let columns = spec.columns.map(\.name).joined(separator: ", ")
            var listed: [Int64: [Value]] = [:]
            try reader.forEachAlive(of: spec, spec.columns, cloud: nil) { row in
                if let id = row.last?.integer { listed[id] = row }
            }
            let clouds = try reader.clouds()
            #expect(try clouds.map { Int(try reader.count(of: spec, cloud: $0)) }.reduce(0, +) == listed.count)
            for row in try reader.rows("SELECT cloud, resource_id, \(columns) FROM \(spec.kind)") {
                guard let cloud = row[0].text, let id = row[1].integer else { continue }
                let values = zip(spec.columns, row.dropFirst(2)).map { column, value in column.typed(value) }
                #expect(listed.removeValue(forKey: id) == values + [.text(cloud), .integer(id)])
                let key = try RecordRow(Array(values), spec: spec).key
                state[.init(cloud: cloud, kind: spec.kind, key: key)] = Seen(
                    values: Array(values), lastSeen: seen[id]?.seq)
            }
            #expect(listed.isEmpty, "\(spec.kind) at \(seq)")
        }
        return state
    }

    private func checkDifference(
        _ reader: Reader, _ reference: ReferenceStore, _ a: Int64, _ b: Int64, seed: UInt64
    ) throws {
        let expected = reference.difference(a, b)
        var found = 0
        for spec in TestKinds.all {
            for change in try reader.changes(of: spec, from: a, to: b) {
                let identity = ReferenceStore.Identity(cloud: change.cloud, kind: spec.kind, key: change.key)
                let stored = { (values: [Value]?) in values.map { values in spec.storedIndices.map { values[$0] } } }
                let right = expected[identity]
                #expect(right != nil, "seed \(seed) \(a)..\(b): \(identity) did not change")
                #expect(
                    stored(change.old) == stored(right?.old) && stored(change.new) == stored(right?.new),
                    "seed \(seed) \(a)..\(b) \(identity)")
                found += 1
            }
            try checkFields(reader, expected, spec, a, b, seed: seed)
        }
        #expect(found == expected.count, "seed \(seed) \(a)..\(b)")
    }

    /// The fields alone say the same as the two versions.
    private func checkFields(
        _ reader: Reader, _ expected: [ReferenceStore.Identity: (old: [Value]?, new: [Value]?)], _ spec: RecordSpec,
        _ a: Int64, _ b: Int64, seed: UInt64
    ) throws {
        let differences = try reader.differences(of: spec, from: a, to: b)
        #expect(differences.count == expected.keys.filter { $0.kind == spec.kind }.count, "seed \(seed) \(a)..\(b)")
        for found in differences {
            let right = expected[.init(cloud: found.cloud, kind: spec.kind, key: found.key)]
            let stored = { (values: [Value]?) in values.map { values in spec.storedIndices.map { values[$0] } } }
            switch found.what {
            case .appeared(let values):
                #expect(
                    right?.old == nil && stored(right?.new) == stored(values), "seed \(seed) \(a)..\(b) \(found.key)")
            case .gone(let values):
                #expect(
                    right?.new == nil && stored(right?.old) == stored(values), "seed \(seed) \(a)..\(b) \(found.key)")
            case .changed(let fields, let name):
                #expect(name == right?.new?[spec.nameIndex], "seed \(seed) \(a)..\(b) \(found.key)")
                let changed = spec.storedIndices.filter { right?.old?[$0] != right?.new?[$0] }
                #expect(fields.map(\.index) == changed, "seed \(seed) \(a)..\(b) \(found.key)")
                for field in fields {
                    #expect(
                        field.old == right?.old?[field.index] && field.new == right?.new?[field.index],
                        "seed \(seed) \(a)..\(b) \(found.key) \(spec.columns[field.index].name)")
                }
            }
        }
    }
}
