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
        try store.store.pool.read { db in
            try MeasureLog(db).collectors().flatMap { try MeasureLog(db).polls(of: $0, 0...(.max)).map(\.seq) }
                .sorted()
        }
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
            try Int.fetchOne(
                db,
                sql: """
                    SELECT (SELECT sum(length(samples)) FROM measure_poll)
                      + (SELECT coalesce(sum(length(samples) + length(further)), 0) FROM measure_block)
                    """) ?? .max
        }
        #expect(Double(bytes) / Double(polls * 50) < 2)
    }

    @Test("of any size survive being coded", arguments: [1, 2, 4, 8])
    func extremes(stride: Int) {
        let values: [Int64?] = [nil, 0, 1, -1, .max, .min, nil, 1 << 40]
        let frame = MeasureCodec.Frame(
            series: [1, 2, 3, 900, 901, 5_000_000_000, 5_000_000_001, 5_000_000_002], values: values)
        let read = MeasureCodec.decodeKeyframe(MeasureCodec.encodeKeyframe(frame, stride: stride))
        #expect(read?.frame == frame && read?.stride == stride)
        #expect(MeasurePacking.encode(values, after: [Int64?](repeating: 0, count: 8), stride: stride) == nil)
    }

    @Test("of a poll are the same after packing, whatever moved, came and went", arguments: Seed.some)
    func packing(seed: Seed) throws {
        var random = seed
        let steps: [Int64] = [0, 0, 0, 1, -1, 4096, -4096, 3 << 20, 777, 1 << 60, -(1 << 60)]
        for _ in 0..<200 {
            let stride = Int.random(in: 1...4, using: &random)
            let count = stride * Int.random(in: 0...20, using: &random)
            let before = (0..<count).map { _ in
                Int.random(in: 0..<6, using: &random) == 0 ? nil : Int64.random(in: -9...9_000_000_000, using: &random)
            }
            let step = steps.randomElement(using: &random) ?? 0
            let after = before.map { value -> Int64? in
                switch Int.random(in: 0..<8, using: &random) {
                case 0: nil
                case 1: value.map { $0 &+ step }
                case 2: value.map { $0 &- step }
                case 3: steps.randomElement(using: &random).map { (value ?? 0) &+ $0 }
                default: value
                }
            }
            guard let bytes = MeasurePacking.encode(after, after: before, stride: stride) else {
                #expect(Set(after + before).contains { abs($0 ?? 0) >= 1 << 59 }, "\(seed) refused small ones")
                continue
            }
            #expect(MeasurePacking.decode(bytes, after: before, stride: stride) == after, "\(seed)")
            let longer = MeasurePacking.decode(bytes + [0xfc], after: before, stride: stride)
            #expect(longer == nil || longer?.count == after.count, "\(seed)")
        }
    }

    @Test("that moved together, or one against the other, cost a byte or two")
    func packedSize() {
        // Of three disks what is used and what is free, and a count that stays.
        let before: [Int64?] = [40_960, 90_000, 7, 81_920, 50_000, 7, 4096, 70_000, 7]
        let after: [Int64?] = [49_152, 81_808, 7, 90_112, 41_808, 7, 12_288, 61_808, 7]
        #expect(MeasurePacking.encode(after, after: before, stride: 3)?.count == 5)
        #expect(MeasurePacking.encode(before, after: before, stride: 3)?.isEmpty == true)
    }

    @Test("of a database from before they were packed are read")
    func unpacked() {
        // Two series, 1 and 3, with 5 and unknown; then 4 and 70.
        let keyframe = MeasureCodec.decodeKeyframe([2, 1, 2, 11, 0])
        #expect(keyframe?.frame == .init(series: [1, 3], values: [5, nil]) && keyframe?.stride == nil)
        #expect(MeasureCodec.decodeDelta([2, 141, 1], after: [5, nil], stride: nil) == [4, 70])
    }

    @Test("go on with a keyframe where the last one is from before they were packed")
    func goesOnPacked() throws {
        let store = try TestStore()
        try store.save([parts(["a": 5])])
        try store.store.pool.write { try $0.execute(sql: "UPDATE measure_poll SET samples = x'01010b'") }
        #expect(try used(store, at: 1) == ["a": 5])
        try store.save([parts(["a": 6])])
        try store.save([parts(["a": 7])])
        let keyframes = try store.store.pool.read { try MeasureLog($0).polls(of: 1, 0...(.max)).map(\.keyframe) }
        #expect(keyframes == [1, 2, 2])
        #expect(try used(store, at: 1) == ["a": 5] && used(store, at: 2) == ["a": 6] && used(store, at: 3) == ["a": 7])
    }

    @Test("that are cut off are not read as something else")
    func truncated() {
        let frame = MeasureCodec.Frame(series: [1, 300], values: [5, 70_000])
        let bytes = MeasureCodec.encodeKeyframe(frame, stride: 1)
        for length in 0..<bytes.count { #expect(MeasureCodec.decodeKeyframe(Array(bytes.prefix(length))) == nil) }
    }
}
