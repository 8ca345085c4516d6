import GRDB
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboStore

@Suite("A snapshot")
struct SnapshotTests {
    private func names(_ store: TestStore, at seq: Int64? = nil) throws -> [String] {
        try store.reader().read { reader in
            if let seq, let snapshot = try reader.snapshot(seq: seq) { try reader.travel(to: snapshot) }
            return try reader.rows("SELECT name || '=' || size FROM test_thing ORDER BY name").compactMap(\.first?.text)
        }
    }

    @Test("saves what appeared, changed and went")
    func changes() throws {
        let store = try TestStore()
        #expect(try store.save([things(["a": 1, "b": 2])]).changes == 2)
        let second = try store.save([things(["a": 1, "b": 3])])
        #expect(second.changes == 1 && second.resources == 2)
        let third = try store.save([things(["a": 1])])
        #expect(third.changes == 1 && third.resources == 1)
        #expect(try names(store) == ["a=1"])
        #expect(try names(store, at: 2) == ["a=1", "b=3"])
        #expect(try names(store, at: 1) == ["a=1", "b=2"])
    }

    @Test("of more changes than are written at once holds each of them")
    func thousands() throws {
        let store = try TestStore()
        let first = Dictionary(uniqueKeysWithValues: (0..<2600).map { ("t\($0)", $0) })
        // All changed but 200, which are gone; and 100 are new.
        let second = Dictionary(uniqueKeysWithValues: (200..<2700).map { ("t\($0)", $0 + 1) })
        // All changed again, and who was gone is back among them.
        let third = Dictionary(uniqueKeysWithValues: (100..<2700).map { ("t\($0)", $0 + 2) })
        #expect(try store.save([things(first)]).changes == 2600)
        #expect(try store.save([things(second)]).changes == 2700)
        let last = try store.save([things(third)])
        #expect(last.changes == 2600 && last.resources == 2600)
        for (seq, stage) in [(1, first), (2, second), (3, third)] {
            #expect(try Set(names(store, at: Int64(seq))) == Set(stage.map { "\($0)=\($1)" }), "#\(seq)")
        }
        #expect(try store.store.verifyChain().isEmpty)
    }

    @Test("of an unchanged cloud adds no version")
    func unchanged() throws {
        let store = try TestStore()
        try store.save([things(["a": 1, "b": 2])])
        let again = try store.save([things(["b": 2, "a": 1])])
        #expect(again.changes == 0)
        let versions = try store.store.pool.read {
            try Int.fetchOne($0, sql: "SELECT count(*) FROM test_thing_history")
        }
        #expect(versions == 2)
    }

    @Test("does not see a change in the order of a list, of keys, or in how a moment is written")
    func order() throws {
        let store = try TestStore()
        func listing(_ tags: Value, _ extra: Value, _ moment: Value) throws -> TomboRecords.Collection {
            let row = try TestKinds.thing.row([
                "id": "a", "name": "a", "tags": tags, "extra": extra, "seen_by_source": moment,
            ])
            return Collection(source: "src", spec: TestKinds.thing, result: .complete([row]))
        }
        let one = Value.object([.init("x", 1), .init("y", .list([1, 2]))])
        let two = Value.object([.init("y", .list([1, 2])), .init("x", 1)])
        try store.save([listing(["p", "q"], one, "2026-11-23T19:20:08.000000")])
        #expect(try store.save([listing(["q", "p"], two, "2026-11-23T19:20:08Z")]).changes == 0)
        let swapped = Value.object([.init("x", 1), .init("y", .list([2, 1]))])
        #expect(try store.save([listing(["q", "p"], swapped, "2026-11-23T19:20:08Z")]).changes == 1)
    }

    @Test("with a partial listing updates what it saw and ends nothing")
    func partial() throws {
        let store = try TestStore()
        try store.save([things(["a": 1, "b": 2, "c": 3])])
        let receipt = try store.save([somethings(["b": 20, "d": 4])])
        #expect(receipt.changes == 2)
        #expect(try names(store) == ["a=1", "b=20", "c=3", "d=4"])
    }

    @Test("with a failed or skipped listing changes nothing")
    func failed() throws {
        let store = try TestStore()
        try store.save([things(["a": 1])])
        #expect(try store.save([nothing()]).changes == 0)
        let skipped = Collection(source: "src", spec: TestKinds.thing, result: .skipped(reason: "not due"))
        #expect(try store.save([skipped]).changes == 0)
        #expect(try names(store) == ["a=1"])
    }

    @Test("with an empty complete listing ends everything")
    func empty() throws {
        let store = try TestStore()
        try store.save([things(["a": 1, "b": 2])])
        #expect(try store.save([things([:])]).changes == 2)
        #expect(try names(store).isEmpty)
        #expect(try names(store, at: 1) == ["a=1", "b=2"])
    }

    @Test("knows a resource that comes back as the same one, with a hole in its history")
    func comesBack() throws {
        let store = try TestStore()
        for listing in [["a": 1], [:], ["a": 1]] { try store.save([things(listing)]) }
        let rows = try store.store.pool.read { db in
            try Row.fetchAll(db, sql: "SELECT resource_id, valid_from, valid_to FROM test_thing_history ORDER BY 2")
        }
        #expect(rows.count == 2 && rows[0][0] as Int64 == rows[1][0] as Int64)
        #expect(rows[0][2] as Int64 == 2 && rows[1][1] as Int64 == 3)
        #expect(try names(store, at: 2).isEmpty)
    }

    @Test("of one source never ends what another lists")
    func twoSources() throws {
        let store = try TestStore()
        try store.save([things(["a": 1], source: "one"), things(["b": 2], source: "two")])
        try store.save([things([:], source: "one")])
        #expect(try names(store) == ["b=2"])
    }

    @Test("two sources that list the same in every round take it from each other without a row for each round")
    func sharedByTwo() throws {
        let store = try TestStore()
        func moves() throws -> Int64? {
            try store.reader().read { try $0.rows("SELECT count(*) FROM resource_move")[0][0].integer }
        }
        func both() throws -> [TomboRecords.Collection] {
            [try things(["a": 1, "b": 1], source: "one"), try things(["a": 1, "b": 1], source: "two")]
        }
        try store.save(both())
        let begun = try moves()
        for _ in 0..<5 { #expect(try store.save(both()).changes == 0) }
        #expect(try moves() == begun)
        // The second one fails, and the first one has it for good.
        try store.save([things(["a": 1, "b": 1], source: "one"), nothing(source: "two")])
        #expect(try moves() == begun.map { $0 + 2 })
        #expect(try store.save([things(["a": 1], source: "one"), nothing(source: "two")]).resources == 1)
        #expect(try names(store, at: 7) == ["a=1", "b=1"])
    }

    @Test("follows a resource from one source to another without a change")
    func renamedSource() throws {
        let store = try TestStore()
        try store.save([things(["a": 1, "b": 2], source: "old")])
        #expect(try store.save([things(["a": 1, "b": 2], source: "new")]).changes == 0)
        #expect(try store.save([things([:], source: "old")]).changes == 0)
        #expect(try store.save([things(["a": 1], source: "new")]).changes == 1)
        #expect(try store.save([things([:], source: "new"), things(["a": 1], source: "old")]).changes == 0)
        #expect(try names(store) == ["a=1"])
        #expect(try store.store.verifyChain().isEmpty)
    }

    @Test("of one cloud leaves another alone")
    func clouds() throws {
        let store = try TestStore()
        try store.save([things(["a": 1])], cloud: "one")
        try store.save([things(["a": 9])], cloud: "two")
        try store.save([things([:])], cloud: "one")
        #expect(try names(store) == ["a=9"])
        #expect(try names(store, at: 2) == ["a=1", "a=9"])
    }

    @Test("that cannot be written leaves the file as it was")
    func failing() throws {
        let store = try TestStore()
        try store.save([things(["a": 1])])
        let wrong = try TestKinds.thing.row(["id": "b", "name": "b", "size": "not a number"])
        #expect(throws: StoreError.self) {
            try store.save([
                things(["a": 2]),
                Collection(source: "src", spec: TestKinds.thing, result: .partial([wrong], reason: "x")),
            ])
        }
        #expect(try names(store) == ["a=1"])
        #expect(try store.reader().read { try $0.snapshots().count } == 1)
    }
}

@Suite("A partial listing")
struct PartialRowTests {
    private func listing(_ fields: [String: Value], isWhole: Bool) throws -> TomboRecords.Collection {
        let row = try TestKinds.thing.row(fields.merging(["id": "a", "name": "a"]) { $1 })
        return Collection(
            source: "src", spec: TestKinds.thing,
            result: isWhole ? .complete([row]) : .partial([row], reason: "the role admin is missing"))
    }

    @Test("never puts unknown in the place of what is known; a complete one does")
    func unknown() throws {
        let store = try TestStore()
        let tags: Value = .list(["x", "y"])
        let extra: Value = .object([.init("a", 1)])
        let all: [String: Value] = ["size": 1, "ratio": 1.5, "enabled": true, "tags": tags, "extra": extra]
        try store.save([listing(all, isWhole: true)])
        #expect(try store.save([listing([:], isWhole: false)]).changes == 0)
        #expect(try store.save([listing(["size": 2], isWhole: false)]).changes == 1)
        let rows = try store.reader().read {
            try $0.rows("SELECT size, ratio, enabled, tags, extra FROM test_thing")
        }
        #expect(rows == [[2, 1.5, 1, "[\"x\",\"y\"]", "{\"a\":1}"]])
        #expect(try store.save([listing(["size": 2], isWhole: true)]).changes == 1)
        #expect(try store.reader().read { try $0.rows("SELECT size, ratio, tags FROM test_thing") } == [[2, nil, nil]])
        #expect(try store.store.verifyChain().isEmpty)
    }
}

@Suite("A kind that accumulates")
struct AccumulatingTests {
    private let spec = RecordSpec(
        kind: "test_thing", summary: "A thing.", key: ["id"], name: "name", accumulates: true, brief: ["name"],
        columns: TestKinds.thing.columns, examples: [])

    private func news(_ names: String...) throws -> TomboRecords.Collection {
        let rows = try names.map { try spec.row(["id": .text($0), "name": .text($0)]) }
        return Collection(source: "src", spec: spec, result: .complete(rows))
    }

    @Test("keeps what a complete listing lacks, and takes what is listed twice once")
    func absence() throws {
        let store = try TestStore()
        try store.save([news("a", "b")])
        let receipt = try store.save([news("b", "c")])
        #expect(receipt.changes == 1 && receipt.resources == 3)
        #expect(try store.save([news()]).resources == 3)
    }

    @Test("is compared with the snapshot from which on news are asked, or with the oldest one")
    func moment() throws {
        let store = try TestStore()
        var begun: [Instant] = []
        for cloud in ["lab", "other", "lab"] {
            try store.save([news("a")], cloud: cloud)
            begun.append(store.clock)
        }
        let before = [begun[2].advanced(bySeconds: -1), begun[0].advanced(bySeconds: -1)]
        let asked = [
            ("lab", begun[2]), ("lab", before[0]), ("lab", before[1]), ("other", begun[2]), ("none", begun[2]),
        ]
        let found = try store.reader().read { reader in
            try asked.map { cloud, instant in try reader.snapshot(of: cloud, begunBy: instant)?.seq }
        }
        #expect(found == [3, 1, 1, 2, nil])
    }

    @Test("is asked for news since the last round that read it whole")
    func since() throws {
        let store = try TestStore()
        try store.save([news("a")])
        let whole = store.clock
        try store.save([nothing()])
        let known = try store.reader().read { try $0.lastComplete(cloud: "lab", source: "src") }
        #expect(known == ["test_thing": whole])
        #expect(try store.reader().read { try $0.lastComplete(cloud: "other", source: "src") }.isEmpty)
    }
}
