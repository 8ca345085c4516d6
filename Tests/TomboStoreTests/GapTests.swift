import Testing
import TomboRecords
import TomboTestKit

@testable import TomboStore

@Suite("Gaps")
struct GapTests {
    private func gaps(_ store: TestStore, at seq: Int64, kinds: Set<String> = ["test_thing"]) throws -> [Gap] {
        try store.reader().read { try $0.gaps(seq: seq, kinds: kinds) }
    }

    @Test("say what failed, why, and when it was last whole")
    func failed() throws {
        let store = try TestStore()
        try store.save([things(["a": 1])])
        try store.save([things(["a": 1])])
        try store.save([nothing(.unauthorized)])
        #expect(try gaps(store, at: 2).isEmpty)
        let gap = try #require(try gaps(store, at: 3).first)
        #expect(gap.outcome == .failed && gap.code == "unauthorized" && gap.reason == "Nothing answers.")
        #expect(gap.lastComplete?.seq == 2)
    }

    @Test("close with the next complete listing")
    func closes() throws {
        let store = try TestStore()
        for collection in [nothing(), try things(["a": 1])] { try store.save([collection]) }
        #expect(try gaps(store, at: 1).first?.lastComplete == nil)
        #expect(try gaps(store, at: 2).isEmpty)
    }

    @Test("are not made by a round that did not ask")
    func skipped() throws {
        let store = try TestStore()
        try store.save([things(["a": 1])])
        try store.save([])
        #expect(try gaps(store, at: 2).isEmpty)
        try store.save([nothing()])
        try store.save([])
        #expect(try gaps(store, at: 4).first?.outcome == .failed)
    }

    @Test("are not made by what the configuration leaves out, though it failed before")
    func leftOut() throws {
        let store = try TestStore()
        let leftOut = TomboRecords.Collection.leftOut(
            source: "src", spec: TestKinds.thing, by: "clouds.lab.src.without")
        try store.save([nothing()])
        try store.save([leftOut])
        try store.save([])
        #expect(try gaps(store, at: 1).count == 1)
        #expect(try gaps(store, at: 2).isEmpty && gaps(store, at: 3).isEmpty)
        try store.save([nothing()])
        #expect(try gaps(store, at: 4).count == 1)
    }

    @Test("name a kind that was never collected")
    func never() throws {
        let store = try TestStore()
        try store.save([things(["a": 1])])
        let gap = try #require(try gaps(store, at: 1, kinds: ["test_part"]).first)
        #expect(gap.outcome == nil && gap.kind == "test_part")
    }

    @Test("of years are a few rows, while every snapshot still has its own")
    func runs() throws {
        let store = try TestStore()
        for _ in 0..<50 { try store.save([things(["a": 1])]) }
        try store.save([nothing()])
        let reader = try store.reader()
        #expect(try reader.read { try $0.rows("SELECT count(*) FROM collection_run") } == [[2]])
        let rows = try reader.read {
            try $0.rows("SELECT seq, outcome, reason FROM collection WHERE kind = 'test_thing' ORDER BY seq")
        }
        #expect(rows.count == 51 && rows.last == [51, "failed", "Nothing answers."])
    }

    @Test("say of each resource when a partial listing last saw it")
    func lastSeen() throws {
        let store = try TestStore()
        try store.save([things(["a": 1, "b": 2, "c": 3])])
        try store.save([somethings(["a": 1, "b": 2])])
        try store.save([somethings(["a": 1])])
        let seen = try store.reader().read { reader in
            let seen = try reader.lastSeen(kind: "test_thing", at: 3)
            return try reader.rows("SELECT name, resource_id FROM test_thing ORDER BY name").map { row in
                "\(row[0].text ?? "")=\(row[1].integer.flatMap { seen[$0]?.seq } ?? 0)"
            }
        }
        #expect(seen == ["a=3", "b=2", "c=1"])
    }
}
