import GRDB
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboStore

@Suite("Measures")
struct MeasureTests {
    private func parts(_ used: [String: Int?], partial: Bool = false) throws -> TomboRecords.Collection {
        let rows = try used.map { slot, used in
            try TestKinds.part.row(["thing": "t", "slot": .text(slot), "total": 9, "used": Value(used)])
        }
        return Collection(
            source: "src", spec: TestKinds.part, result: partial ? .partial(rows, reason: "half") : .complete(rows))
    }

    private func used(_ store: TestStore, at seq: Int64? = nil) throws -> [String: Value] {
        try store.reader().read { reader in
            if let seq, let snapshot = try reader.snapshot(seq: seq) { try reader.travel(to: snapshot) }
            let rows = try reader.rows("SELECT slot, used FROM test_part")
            return Dictionary(uniqueKeysWithValues: rows.compactMap { row in row[0].text.map { ($0, row[1]) } })
        }
    }

    @Test("move without making a version")
    func noVersions() throws {
        let store = try TestStore()
        try store.save([parts(["a": 1])])
        #expect(try store.save([parts(["a": 2])]).changes == 0)
        #expect(try used(store) == ["a": 2])
        #expect(try used(store, at: 1) == ["a": 1])
    }

    @Test("that nobody knows are unknown, not 0, now and then")
    func unknown() throws {
        let store = try TestStore()
        try store.save([parts(["a": 0, "b": nil])])
        try store.save([parts(["a": nil, "b": 7])])
        #expect(try used(store) == ["a": .null, "b": 7])
        #expect(try used(store, at: 1) == ["a": 0, "b": .null])
    }

    @Test("of what a partial listing did not see stay those of the listing before")
    func partial() throws {
        let store = try TestStore()
        try store.save([parts(["a": 1, "b": 2])])
        try store.save([parts(["a": 5], partial: true)])
        try store.save([parts(["a": 6, "b": 6])])
        #expect(try used(store, at: 2) == ["a": 5, "b": 2])
    }

    @Test("are read back at every one of hundreds of polls, while series come and go", arguments: Seed.some)
    func manyPolls(seed: Seed) throws {
        var random = seed
        let store = try TestStore()
        var expected: [[String: Value]] = []
        for _ in 0..<150 {
            var listing: [String: Int?] = [:]
            for slot in ["a", "b", "c", "d"] where Int.random(in: 0..<40, using: &random) > 0 {
                listing[slot] = .some(
                    Int.random(in: 0..<5, using: &random) == 0
                        ? nil : Int.random(in: -1000...1_000_000, using: &random))
            }
            try store.save([parts(listing)])
            expected.append(listing.mapValues { Value($0) })
        }
        for seq in stride(from: 1, through: 150, by: 7) {
            #expect(try used(store, at: Int64(seq)) == expected[seq - 1], "\(seed) #\(seq)")
        }
        #expect(try store.store.verifyChain().isEmpty)
    }

    /// What a poll stored, by snapshot.
    private func polls(_ store: TestStore) throws -> [Int64] {
        try store.store.pool.read { try Int64.fetchAll($0, sql: "SELECT seq FROM measure_poll ORDER BY seq") }
    }

    @Test("that did not move cost nothing, and are told with the poll that last saw them")
    func unmoved() throws {
        let store = try TestStore()
        for value in [1, 1, 1, 2, 2] { try store.save([parts(["a": value, "b": nil])]) }
        #expect(try polls(store) == [1, 4])
        let seen = try store.reader().read { reader in
            guard let third = try reader.snapshot(seq: 3) else { return [Value]() }
            try reader.travel(to: third)
            return try reader.rows("SELECT seq FROM series").map { $0[0] }
        }
        #expect(seen == [3, 3])
        #expect(try used(store, at: 3) == ["a": 1, "b": .null] && used(store) == ["a": 2, "b": .null])
        #expect(try store.store.verifyChain().isEmpty)
    }

    @Test("are stored again after a partial listing, and after another source's word")
    func unmovedButNotAlone() throws {
        let store = try TestStore()
        try store.save([parts(["a": 1])])
        try store.save([parts(["a": 1], partial: true)])
        try store.save([parts(["a": 1])])
        #expect(try polls(store) == [1, 2, 3])
        var other = try parts(["a": 8])
        other.source = "other"
        try store.save([other])
        try store.save([parts(["a": 1])])
        #expect(try polls(store) == [1, 2, 3, 4, 5])
        #expect(try used(store, at: 4) == ["a": 8] && used(store, at: 5) == ["a": 1])
    }

    @Test("cost a few bytes a sample", arguments: [200])
    func size(polls: Int) throws {
        let store = try TestStore()
        for poll in 0..<polls {
            let listing = Dictionary(uniqueKeysWithValues: (0..<50).map { ("slot-\($0)", Int?.some(10_000 + poll)) })
            try store.save([parts(listing)])
        }
        let bytes = try store.store.pool.read { db in
            try Int.fetchOne(db, sql: "SELECT sum(length(samples)) FROM measure_poll") ?? .max
        }
        #expect(Double(bytes) / Double(polls * 50) < 2)
    }

    @Test("of any size survive being coded")
    func extremes() {
        let values: [Int64?] = [nil, 0, 1, -1, .max, .min, nil, 1 << 40]
        let frame = MeasureCodec.Frame(
            series: [1, 2, 3, 900, 901, 5_000_000_000, 5_000_000_001, 5_000_000_002], values: values)
        #expect(MeasureCodec.decodeKeyframe(MeasureCodec.encodeKeyframe(frame)) == frame)
        for before in [
            values, values.reversed(), [Int64?](repeating: nil, count: 8), [Int64?](repeating: .max, count: 8),
        ] {
            let coded = MeasureCodec.encodeDelta(values, after: Array(before))
            #expect(MeasureCodec.decodeDelta(coded, after: Array(before)) == values)
        }
    }

    @Test("that are cut off are not read as something else")
    func truncated() {
        let frame = MeasureCodec.Frame(series: [1, 300], values: [5, 70_000])
        let bytes = MeasureCodec.encodeKeyframe(frame)
        for length in 0..<bytes.count { #expect(MeasureCodec.decodeKeyframe(Array(bytes.prefix(length))) == nil) }
    }
}
