import GRDB
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboStore

/// Kinds of which a source tells news only: what was told once stays, and saving news reads nothing of it.
@Suite("News and their oracle")
struct NewsOracleTests {
    private static let spec = RecordSpec(
        kind: "test_event", summary: "What happened.", key: ["id"], name: "id", accumulates: true,
        brief: ["id", "result"],
        columns: [
            Column("id", .text, .configuration, "Identity."), Column("result", .text, .status, "How it ended."),
        ], examples: [])

    private func store() throws -> TestStore {
        let store = try TestStore(specs: [Self.spec])
        try store.store.pool.write { try $0.execute(sql: Self.spec.sketch) }
        return store
    }

    private func news(
        _ events: [(id: String, result: String)], source: String = "one", isPartial: Bool = false
    ) throws -> TomboRecords.Collection {
        let rows = try events.map { try Self.spec.row(["id": .text($0.id), "result": .text($0.result)]) }
        return Collection(
            source: source, spec: Self.spec,
            result: isPartial ? .partial(rows, reason: "page 2 failed") : .complete(rows))
    }

    private func events(_ reader: Reader) throws -> [String: String] {
        Dictionary(
            uniqueKeysWithValues: try reader.rows("SELECT id, result FROM test_event").map {
                ($0[0].text ?? "", $0[1].text ?? "")
            })
    }

    @Test("keeps what the news leave out, and says again only what is otherwise")
    func keeps() throws {
        let store = try store()
        let first = try store.save([news([("a", "runs"), ("b", "done")])])
        let second = try store.save([news([])])
        let third = try store.save([news([("c", "runs"), ("a", "done"), ("c", "runs"), ("b", "done")])])
        #expect([first.changes, second.changes, third.changes] == [2, 0, 2])
        #expect([first.resources, second.resources, third.resources] == [2, 2, 3])
        try store.reader().read { reader in
            #expect(try events(reader) == ["a": "done", "b": "done", "c": "runs"])
            let spans = try reader.rows(
                """
                SELECT r.key, h.valid_from, h.valid_to FROM test_event_history h
                JOIN resource r ON r.id = h.resource_id ORDER BY 1, 2
                """)
            #expect(spans == [["a", 1, 3], ["a", 3, .null], ["b", 1, .null], ["c", 3, .null]])
        }
    }

    @Test("is as a naive store has it after any news of two sources, in any order, twice or in part", arguments: 0..<40)
    func oracle(seed: Int) throws {
        var random = Seed(UInt64(seed))
        let store = try store()
        var expected: [[String: String]] = []
        for _ in 0..<12 {
            var state = expected.last ?? [:]
            var collections: [TomboRecords.Collection] = []
            for source in ["one", "two"] where Int.random(in: 0..<4, using: &random) > 0 {
                var told: [(id: String, result: String)] = []
                for _ in 0..<Int.random(in: 0..<6, using: &random) {
                    let id = "e\(Int.random(in: 0..<9, using: &random))"
                    // What a source tells twice in one listing, it tells alike: the runner sees to that.
                    let known = told.first { $0.id == id }?.result
                    told.append((id, known ?? "r\(Int.random(in: 0..<3, using: &random))"))
                }
                for event in told { state[event.id] = event.result }
                collections.append(try news(told, source: source, isPartial: Bool.random(using: &random)))
            }
            try store.save(collections)
            expected.append(state)
        }
        try store.reader().read { reader in
            for (index, state) in expected.enumerated() {
                let snapshot = try #require(try reader.snapshot(seq: Int64(index + 1)))
                try reader.travel(to: snapshot)
                #expect(try events(reader) == state, "seed \(seed) #\(index + 1)")
            }
        }
        #expect(try store.store.verifyChain().isEmpty)
    }
}
