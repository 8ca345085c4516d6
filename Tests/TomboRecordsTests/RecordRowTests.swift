import Testing
import TomboRecords

@Suite("RecordRow") struct RecordRowTests {
    private func server(_ changes: [String: Value] = [:]) throws -> RecordRow {
        let spec = RecordSpecTests.server
        return try RecordRow(spec.columns.map { changes[$0.name] ?? ($0.name == "id" ? "u1" : nil) }, spec: spec)
    }

    @Test("values are canonical as their column says")
    func canonical() throws {
        let row = try server([
            "tags": ["b", "a"], "addresses": [.object([.init("b", 1), .init("a", 2)]), 0],
            "created_at": "2026-11-23 19:19:45.284000+00:00", "ratio": 16,
        ])
        #expect(row.values[5] == ["a", "b"])
        #expect(row.values[4] == [.object([.init("a", 2), .init("b", 1)]), 0])
        #expect(row.values[6] == "2026-11-23T19:19:45.284Z")
        #expect(row.values[7] == .real(16))
    }

    @Test("unknown stays unknown, and no moment stays the text it was")
    func unknown() throws {
        let row = try server(["created_at": "soon"])
        #expect(row.values[0].isNull && row.values[7].isNull)
        #expect(row.values[6] == "soon")
    }

    @Test("order of keys and of sets makes no difference")
    func equal() throws {
        let a = try server(["tags": ["x", "y"], "addresses": .object([.init("a", 1), .init("b", 2)])])
        let b = try server(["tags": ["y", "x"], "addresses": .object([.init("b", 2), .init("a", 1)])])
        #expect(a == b)
    }

    @Test("the order of a list that is no set does")
    func list() throws { #expect(try server(["addresses": [1, 2]]) != server(["addresses": [2, 1]])) }

    @Test("a single key stands as it is; parts of a longer one cannot run together")
    func keys() throws {
        let inventory = RecordSpecTests.inventory
        #expect(try server(["id": "a/b"]).key == "a/b")
        #expect(try server(["id": 7]).key == "7")
        #expect(try RecordRow(["p", "VCPU", 1], spec: inventory).key == "p/VCPU")
        let (a, b) = try (RecordRow(["p/q", "r", 1], spec: inventory), RecordRow(["p", "q/r", 1], spec: inventory))
        #expect(a.key != b.key)
    }

    @Test(
        "a row without its key is a malformed answer that names the column", arguments: [Value.null, "", ["x"], true])
    func noKey(_ key: Value) {
        let error = #expect(throws: CollectError.self) { _ = try server(["id": key]) }
        #expect(error?.code == .malformedAnswer)
        #expect(error?.message.contains("`id`") == true)
        #expect(error?.remedy != nil)
    }
}
