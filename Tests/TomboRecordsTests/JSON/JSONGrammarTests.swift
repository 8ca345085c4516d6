import Testing
import TomboRecords

@Suite("the grammar of JSON") struct JSONGrammarTests {
    /// What both ways to read say, which must be the same.
    private func read(_ text: String) -> Value? {
        let value = Value(json: text)
        #expect(value == (try? JSONDocument(Array(text.utf8)).decode(Value.self)), "\(text)")
        return value
    }

    @Test(
        "numbers keep whether they were whole",
        arguments: [
            ("0", Value.integer(0)), ("-0", .integer(0)), ("-1", .integer(-1)), ("10", .integer(10)),
            ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", .real(9_223_372_036_854_775_808)), ("100000000000000000000", .real(1e20)),
            ("-0.0", .real(-0.0)), ("1.0", .real(1)), ("1e2", .real(100)), ("1E+2", .real(100)), ("25e-1", .real(2.5)),
            ("0.1", .real(0.1)), ("1.7976931348623157e308", .real(.greatestFiniteMagnitude)), ("1e-400", .real(0)),
        ])
    func numbers(text: String, value: Value) { #expect(read(text) == value) }

    @Test(
        "what is no number is refused, and so is one that nothing can hold",
        arguments: [
            "+1", "01", "-01", "-", ".5", "1.", "1.e1", "1e", "1e+", "0x10", "1_000", "NaN", "Infinity", "-Infinity",
            "1e400", "-1e400", "1 2", "--1", "1..2", "１",
        ])
    func noNumbers(text: String) { #expect(read(text) == nil) }

    @Test(
        "escapes",
        arguments: [
            (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"), (#""\u0041\u00e9\u540d\uD83D\uDE80""#, "Aé名🚀"),
            (#""\u0000""#, "\u{0}"), (#""a\u000ab""#, "a\nb"), ("\"é名🚀\"", "é名🚀"), (#""\uDBFF\uDFFF""#, "\u{10FFFF}"),
            ("\"12345678\\n12345678\"", "12345678\n12345678"), ("\"\u{7f}\u{80}\"", "\u{7f}\u{80}"), ("\"\"", ""),
        ])
    func escapes(text: String, value: String) { #expect(read(text) == .text(value)) }

    @Test(
        "what is no text is refused",
        arguments: [
            #""\x""#, #""\u12""#, #""\u12G4""#, #""\uD83D""#, #""\uDE80""#, #""\uD83Dx""#, #""\uD83D\n""#,
            #""\uD83D\u0041""#, #""\U0041""#, "\"\n\"", "\"\t\"", "\"\u{0}\"", "\"\u{1f}\"", "\"", "\"a", "\"\\",
            "\"\\\"",
            "'a'", #""\u+123""#, #""\u00４1""#,
        ])
    func noTexts(text: String) { #expect(read(text) == nil) }

    @Test(
        "what is no document is refused",
        arguments: [
            "", " ", "[", "]", "{", "}", "[1,]", "[,1]", "[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{1:1}",
            "{\"a\" 1}", "{\"a\":1 \"b\":2}", "[1}", "{\"a\":1]", "nul", "nulll", "True", "truefalse", "[1]]",
            "// x\n1",
            "\u{b}1", "1\u{0}", "[1]\u{a0}",
        ])
    func noDocuments(text: String) { #expect(read(text) == nil) }

    @Test("space may stand anywhere between")
    func space() {
        #expect(read(" \t\r\n{ \"a\" : [ 1 , true ] }\n") == .object([.init("a", [1, true])]))
        #expect(read("[ ]") == [])
        #expect(read("{ }") == .object([]))
    }

    @Test("a document cut off at any byte is none")
    func truncated() {
        let whole = Array(#"{"a":[1,-2.5e3,"x\u00e9\ud83d\ude80é",true,false,null],"b":{"c":{}, "d" : []}}"#.utf8)
        #expect((try? JSONDocument(whole)) != nil)
        for count in whole.indices {
            #expect((try? JSONDocument(Array(whole[..<count]))) == nil, "\(count) bytes")
            #expect(Value(json: String(decoding: whole[..<count], as: UTF8.self)) == nil, "\(count) bytes")
        }
    }

    @Test("a tower of brackets is refused before the stack ends", arguments: ["[", "{\"a\":", "[{\"a\":"])
    func deep(open: String) {
        #expect(read(String(repeating: open, count: 100_000)) == nil)
        let closed = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
        #expect(read(closed) == nil)
        let deepest = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
        #expect(read(deepest) != nil)
        #expect(read("[" + deepest + "]") == nil)
    }

    @Test(
        "bytes that are no UTF-8 are refused, wherever they stand",
        arguments: [
            [0xff], [0xc3], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe9], [0x80],
            [0xf0, 0x9f, 0x9a],
        ] as [[UInt8]])
    func utf8(bytes: [UInt8]) {
        let quote = UInt8(ascii: "\"")
        #expect(throws: JSONSyntaxError.self) { try JSONDocument([quote] + bytes + [quote]) }
        #expect(throws: JSONSyntaxError.self) { try JSONDocument(Array("{\"a\":1} ".utf8) + bytes) }
    }

    @Test("a byte order mark is passed over")
    func mark() throws {
        #expect(try JSONDocument([0xef, 0xbb, 0xbf] + Array("[1]".utf8)).decode([Int].self) == [1])
        #expect((try? JSONDocument([0xef, 0xbb, 0xbf])) == nil)
    }

    @Test("an error says at which byte")
    func offset() {
        for (text, offset) in [("[1, ]", 4), ("[1,", 3), ("{\"a\": tru}", 9)] {
            let error = #expect(throws: JSONSyntaxError.self) { try JSONDocument(Array(text.utf8)) }
            #expect(error?.offset == offset, "\(text)")
        }
    }
}
