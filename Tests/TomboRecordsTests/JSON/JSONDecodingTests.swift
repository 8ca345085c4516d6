import Testing
import TomboRecords

@Suite("decoding a JSON document") struct JSONDecodingTests {
    private func decode<T: Decodable>(_ text: String, as type: T.Type = T.self) throws -> T {
        try JSONDocument(Array(text.utf8)).decode(type)
    }

    private struct Part: Decodable, Equatable {
        var id: Int
        var name: String?
        var sizes: [Double]?
        var notes: [String: String]?
        var inner: [Part]?
    }

    /// `a[3].b: what`, or `a: missing`.
    private func failure<T: Decodable>(_ text: String, as type: T.Type) -> String {
        func path(_ keys: [any CodingKey]) -> String {
            keys.map { key in key.intValue.map { "[\($0)]" } ?? ".\(key.stringValue)" }.joined()
        }
        do {
            _ = try decode(text, as: type)
            return "none"
        } catch DecodingError.keyNotFound(let key, let context) {
            return path(context.codingPath + [key]) + ": missing"
        } catch DecodingError.valueNotFound(_, let context) {
            return path(context.codingPath) + ": null"
        } catch DecodingError.typeMismatch(_, let context), DecodingError.dataCorrupted(let context) {
            return path(context.codingPath) + ": " + context.debugDescription
        } catch {
            return "\(error)"
        }
    }

    @Test("known members are read, others are not looked at")
    func members() throws {
        let part = try decode(
            #"{"x": {"id": 9}, "id": 1, "na\u006de": "a\n", "sizes": [1, 2.5], "notes": {"k": "v"}, "#
                + #""inner": [{"id": 2}]}"#,
            as: Part.self)
        #expect(
            part
                == Part(
                    id: 1, name: "a\n", sizes: [1, 2.5], notes: ["k": "v"],
                    inner: [Part(id: 2, name: nil, sizes: nil, notes: nil, inner: nil)]))
        #expect(try decode(#"{"id": 1, "name": null}"#, as: Part.self).name == nil)
    }

    @Test(
        "an error names the place",
        arguments: [
            (#"{}"#, ".id: missing"), (#"{"id": null}"#, ".id: null"), (#"[]"#, ": Expected an object, found a list."),
            (#"{"id": "1"}"#, ".id: Expected a number, found a text."),
            (#"{"id": 1.5}"#, ".id: The number 1.5 does not fit in Int."),
            (#"{"id": 1, "sizes": [1, 2, [], 3]}"#, ".sizes[2]: Expected a number, found a list."),
            (#"{"id": 1, "notes": {"a": "b", "c": 1}}"#, ".notes.c: Expected a text, found a number."),
            (
                #"{"id": 1, "inner": [{"id": 1}, {"x": [[1]], "id": 2, "inner": [{"id": true}]}]}"#,
                ".inner[1].inner[0].id: Expected a number, found true or false."
            ),
            (#"{"id": 1, "inner": [{"id": 1}, {"name": "n"}]}"#, ".inner[1].id: missing"),
            (#"{"id": 1, "name": "\uD800"}"#, ".name: An escape in the text is half a character."),
            (#"{"id": 1, "sizes": [1e400]}"#, ".sizes[0]: The number 1e400 does not fit in Double."),
            (#"{"id": 1, "inner": {"id": 1}}"#, ".inner: Expected a list, found an object."),
        ])
    func errors(text: String, error: String) { #expect(failure(text, as: Part.self) == error) }

    @Test("whole numbers fit or are refused, whichever way they are written")
    func integers() throws {
        #expect(try decode("[0, -0, 1.0, 1e2]", as: [Int8].self) == [0, 0, 1, 100])
        #expect(
            try decode("[9007199254740993.0, -9007199254740993.00]", as: [Int64].self).map(\.magnitude) == [
                9007199254740993, 9007199254740993,
            ])
        #expect(try decode("[18446744073709551615]", as: [UInt64].self) == [.max])
        #expect(try decode("[-9223372036854775808, 9223372036854775807]", as: [Int64].self) == [.min, .max])
        for (text, error) in [
            ("[128]", "[0]: The number 128 does not fit in Int8."),
            ("[1.5]", "[0]: The number 1.5 does not fit in Int8."),
            ("[1e400]", "[0]: The number 1e400 does not fit in Int8."),
        ] { #expect(failure(text, as: [Int8].self) == error) }
        #expect(failure("[-1]", as: [UInt64].self) == "[0]: The number -1 does not fit in UInt64.")
        #expect(failure("[9223372036854775808]", as: [Int64].self).hasSuffix("does not fit in Int64."))
        #expect(try decode("[0.1, 1, 1e-400]", as: [Double].self) == [0.1, 1, 0])
        #expect(try decode("[0.5]", as: [Float].self) == [0.5])
        #expect(failure("[1e39]", as: [Float].self) == "[0]: The number 1e39 does not fit in Float.")
    }

    @Test("of a key that stands twice the first counts, in an object of any size", arguments: [0, 100])
    func twice(others: Int) throws {
        let more = (0..<others).map { ", \"k\($0)\": 3" }.joined()
        let text = "{\"a\": 1, \"a\": 2\(more), \"\\u0061\": 4}"
        let numbers = try decode(text, as: [String: Int].self)
        #expect(numbers["a"] == 1)
        #expect(numbers.count == others + 1)
        #expect(failure("{\"id\": \"no\", \"id\": 1\(more)}", as: Part.self).hasPrefix(".id: "))
    }

    @Test("a key that nobody can name makes it no document")
    func halfKey() { #expect(throws: JSONSyntaxError.self) { try JSONDocument(Array(#"{"\uDE80": 1}"#.utf8)) } }

    @Test("empty keys and keys beyond ASCII are found")
    func keys() throws {
        #expect(try decode(#"{"": 1, "é": 2, "\u540d": 3}"#, as: [String: Int].self) == ["": 1, "é": 2, "名": 3])
    }

    private struct Either: Decodable {
        var words: [String] = []

        /// By all the ways of a container that a record may use.
        init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            words.append("\(list.count ?? -1)")
            while !list.isAtEnd {
                if try list.decodeNil() {
                    words.append("null")
                } else if let number = try? list.decode(Int.self) {
                    words.append("\(number)")
                } else if let nested = try? list.nestedContainer(keyedBy: Key.self) {
                    words.append("keys " + nested.allKeys.map(\.rawValue).joined(separator: " "))
                    #expect(try nested.decodeNil(forKey: .a))
                    #expect(nested.contains(.b) && !nested.contains(.c))
                } else {
                    var inner = try list.nestedUnkeyedContainer()
                    words.append("\(try inner.decode(Bool.self))")
                    #expect(inner.codingPath.map(\.stringValue) == ["3"])
                    #expect(throws: DecodingError.self) { try inner.decode(Bool.self) }
                }
            }
        }

        enum Key: String, CodingKey { case a, b, c }
    }

    @Test("a failed attempt does not go past the element")
    func attempts() throws {
        let either = try decode(#"[null, 1, {"b": 1, "a": null, "z": 0}, [true]]"#, as: Either.self)
        #expect(either.words == ["4", "null", "1", "keys b a", "true"])
    }

    @Test("a value within a record keeps its keys' order and its numbers")
    func values() throws {
        struct Record: Decodable { var any: Value }
        let text = #"{"b":[1,1.0,null,true,"x"],"a":{"z":{},"y":[]}}"#
        #expect(try decode("{\"any\": \(text)}", as: Record.self).any.json == text)
    }
}
