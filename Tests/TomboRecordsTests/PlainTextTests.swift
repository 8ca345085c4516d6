import Testing

@testable import TomboRecords

@Suite("Texts of others")
struct PlainTextTests {
    private static let spec = RecordSpec(
        kind: "test_note", summary: "A note.", key: ["id"], name: "id", brief: ["id"],
        columns: [
            Column("id", .text, .configuration, "Identity."), Column("at", .instant, .status, "When."),
            Column("any", .json, .configuration, "Anything."),
        ], examples: [])

    @Test("lose NUL when they become a row, key and all")
    func nul() throws {
        let row = try RecordRow(["a\0b", "yester\0day", nil], spec: Self.spec)
        #expect(row.key == "a\u{FFFD}b")
        #expect(row.values == ["a\u{FFFD}b", "yester\u{FFFD}day", nil])
    }

    @Test(
        "are JSON where JSON is kept, whatever stands there, and stay so when the row is made again",
        arguments: [
            ("words", "\"words\""), ("", "\"\""), (7, "7"), (1.5, "1.5"), (true, "true"), ("null", "null"),
            ("+1", "\"+1\""), ("{\"b\": 1, \"a\": [2]}", .object([.init("a", [2]), .init("b", 1)])), (nil, nil),
            ("a\0b", "\"a\\u0000b\""),
        ] as [(Value, Value)])
    func json(value: Value, expected: Value) throws {
        let row = try RecordRow(["a", nil, value], spec: Self.spec)
        #expect(row.values[2] == expected)
        #expect(try RecordRow(row.values, spec: Self.spec) == row)
    }

    @Test(
        "become one line without orders for a terminal",
        arguments: [
            ("plain: text, {\"a\": 1}", "plain: text, {\"a\": 1}"), ("é ü 漢字 👩‍💻", "é ü 漢字 👩 💻"),
            ("a\u{1B}[31mred", "a [31mred"), ("two\r\nlines\t", "two  lines "), ("a\u{202E}b\u{2028}c", "a b c"),
            ("", ""), ("\u{7F}\u{9B}x", "  x"),
        ])
    func printable(text: String, expected: String) { #expect(text.printable == expected) }
}
