import Testing
import TomboRecords
import TomboTestKit

@testable import TomboStore

/// Texts are bound from one buffer, and those that do not fit into it are not.
@Suite("Texts that are long")
struct LongTextTests {
    @Test("are stored as they came, alone and beside others", arguments: [0, 1, 16_383, 16_384, 16_385, 300_000])
    func lengths(count: Int) throws {
        let store = try TestStore(specs: [TestKinds.thing])
        let long = String(repeating: "é", count: count / 2) + String(repeating: "x", count: count % 2)
        let extra = Value.object([.init("text", .text(long)), .init("short", "s")])
        let rows = try (0..<3).map { number in
            try TestKinds.thing.row([
                "id": .text("id\(number)"), "name": .text(long), "extra": extra, "tags": ["a", .text(long)],
            ])
        }
        try store.save([Collection(source: "src", spec: TestKinds.thing, result: .complete(rows))])
        let stored = try store.reader().read { try $0.rows("SELECT name, extra, tags FROM test_thing ORDER BY id") }
        #expect(stored.count == 3)
        for row in stored {
            #expect(row[0] == .text(long) && row[1] == .text(extra.canonical(sortLists: false).json))
        }
        #expect(try store.store.verifyChain().isEmpty)
    }
}
