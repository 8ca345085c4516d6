import Foundation
import GRDB
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboStore

@Suite("Blocks of measures")
struct MeasureBlockTests {
    private static func polls(_ random: inout Seed, of sizes: [Int]) -> [MeasurePoll] {
        var (id, seq): (Int64, Int64) = (3, 7)
        return sizes.map { size in
            seq += Int64.random(in: 1...300, using: &random)
            let samples = (0..<size).map { _ in UInt8.random(in: 0...255, using: &random) }
            id = Int.random(in: 0..<9, using: &random) == 0 ? id + 1 : MeasurePoll.id(seq: seq, place: 5)
            return MeasurePoll(id: id, seq: seq, keyframe: 8, samples: samples)
        }
    }

    @Test("give every poll back, byte for byte, and only large ones are alone", arguments: Seed.some)
    func roundTrip(seed: Seed) {
        var random = seed
        let sizes = (0..<80).map { _ in [0, 1, 9, 40, 200, 3000].randomElement(using: &random) ?? 0 }
        let polls = Self.polls(&random, of: sizes)
        let blocks = MeasureBlock.packed(polls)
        #expect(blocks.flatMap { $0.polls ?? [] } == polls)
        #expect(blocks.count < polls.count / 2, "\(seed): \(blocks.count) blocks")
        #expect(blocks.allSatisfy { $0.samples.count <= MeasureBlock.bytes || $0.further.isEmpty })
    }

    @Test("whose numbers and bytes do not come out even are nothing", arguments: Seed.some)
    func spoilt(seed: Seed) throws {
        var random = seed
        let block = try #require(MeasureBlock.packed(Self.polls(&random, of: [4, 200, 3, 0, 5])).first)
        let polls = try #require(block.polls)
        var cut = block
        while !cut.further.isEmpty {
            cut.further.removeLast()
            #expect(cut.polls == nil)
        }
        for index in block.further.indices {
            var other = block
            other.further[index] &+= UInt8.random(in: 1...255, using: &random)
            #expect(other.polls != polls)
        }
    }

    /// A slot that moves in every poll, with another one that begins a keyframe when it comes.
    private func history(_ store: TestStore, polls: Int = 200) throws {
        for poll in 1...polls {
            let slots = poll < 20 ? ["a"] : ["a", "b"]
            let rows = try slots.map {
                try TestKinds.part.row(["thing": "t", "slot": .text($0), "total": 9, "used": Value(poll * poll)])
            }
            try store.save([Collection(source: "src", spec: TestKinds.part, result: .complete(rows))])
        }
    }

    private func used(_ store: TestStore, at seq: Int64) throws -> [Value] {
        try store.reader().read { reader in
            if let snapshot = try reader.snapshot(seq: seq) { try reader.travel(to: snapshot) }
            return try reader.rows("SELECT used FROM test_part ORDER BY slot").map { $0[0] }
        }
    }

    private func counts(_ store: TestStore) throws -> (open: Int, blocks: Int) {
        try store.store.pool.read { db in
            (
                try Int.fetchOne(db, sql: "SELECT count(*) FROM measure_poll") ?? -1,
                try Int.fetchOne(db, sql: "SELECT count(*) FROM measure_block") ?? -1
            )
        }
    }

    @Test("take the polls before the last keyframe, and every poll is read as before")
    func packs() throws {
        let store = try TestStore()
        try history(store)
        let counts = try counts(store)
        #expect(counts.open < 100 && (3...9).contains(counts.blocks), "\(counts)")
        for seq in 1...200 {
            #expect(try used(store, at: Int64(seq)).first == .integer(Int64(seq * seq)))
        }
        #expect(try store.store.verifyChain().isEmpty)
    }

    @Test("are made of a database from before there were any, a few keyframes with each new one")
    func packsOld() throws {
        let store = try TestStore()
        try history(store, polls: 900)
        // As an older tombo left it: every poll a row.
        try store.store.pool.write { db in
            for row in try Row.fetchAll(
                db, sql: "SELECT \(MeasureBlock.columns), collector_id FROM measure_block")
            {
                for poll in try MeasureBlock(row).unpacked() {
                    try db.execute(
                        sql: """
                            INSERT INTO measure_poll (id, collector_id, seq, keyframe_seq, samples)
                            VALUES (?, ?, ?, ?, ?)
                            """,
                        arguments: [poll.id, row[6] as Int64, poll.seq, poll.keyframe, Data(poll.samples)])
                }
            }
            try db.execute(sql: "DELETE FROM measure_block")
        }
        let before = try used(store, at: 77)
        #expect(try counts(store).open == 900)
        // Each brings two keyframes: once a slot goes, once it comes.
        for _ in 0..<2 { try history(store, polls: 25) }
        let counts = try counts(store)
        #expect(counts.open < 900 / 2 && counts.blocks > 10, "\(counts)")
        #expect(try used(store, at: 77) == before && used(store, at: 900).first == .integer(810_000))
        #expect(try store.store.verifyChain().isEmpty)
    }

    @Test(
        "that were edited are found by the chain",
        arguments: [
            "UPDATE measure_block SET samples = zeroblob(length(samples)) WHERE first_seq = 20",
            "UPDATE measure_block SET samples = x'00' WHERE first_seq = 20",
            "UPDATE measure_block SET further = x'' WHERE first_seq = 20",
            "UPDATE measure_block SET further = CAST(x'03' || substr(further, 2) AS BLOB) WHERE first_seq = 20",
            "UPDATE measure_block SET last_seq = last_seq + 1 WHERE first_seq = 20",
            "DELETE FROM measure_block WHERE first_seq = 20",
            "UPDATE measure_block SET keyframe_seq = 1 WHERE first_seq = 20",
            "UPDATE measure_poll SET keyframe_seq = seq WHERE seq = 200",
            """
            INSERT INTO measure_block SELECT 9999, collector_id, 1, 2, 2, 1, samples, x''
            FROM measure_block WHERE first_seq = 20
            """,
        ])
    func edited(sql: String) throws {
        let store = try TestStore()
        try history(store)
        try store.store.pool.write { db in
            try db.execute(sql: sql)
            #expect(db.changesCount == 1)
        }
        #expect(try !store.store.verifyChain().isEmpty)
    }
}
