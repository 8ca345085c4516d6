import Foundation
import Testing
import TomboRecords
import TomboTestKit

@Suite("Value") struct ValueTests {
    /// Any value, nested up to `depth`.
    static func random(_ random: inout Seed, depth: Int = 3) -> Value {
        switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &random) {
        case 0: return .null
        case 1: return .bool(.random(using: &random))
        case 2: return .integer(.random(in: .min ... .max, using: &random))
        case 3: return .real(.random(in: -1e6...1e6, using: &random))
        case 4: return .text(text(&random))
        case 5:
            return .list(
                (0..<Int.random(in: 0...3, using: &random)).map { _ in Self.random(&random, depth: depth - 1) })
        default:
            let keys = Set((0..<Int.random(in: 0...3, using: &random)).map { _ in text(&random) })
            return .object(keys.map { .init($0, Self.random(&random, depth: depth - 1)) })
        }
    }

    private static func text(_ random: inout Seed) -> String {
        let alphabet = Array("ab\"\\/\n\r\t\u{0}\u{1f}\u{7f}é名🚀 ")
        return String(
            (0..<Int.random(in: 0...6, using: &random)).compactMap { _ in alphabet.randomElement(using: &random) })
    }

    @Test("JSON is read by another reader as what it was", arguments: Seed.some)
    func json(_ seed: Seed) throws {
        var random = seed
        for _ in 0..<50 {
            let value = Self.random(&random)
            let read = try JSONDecoder().decode(ReadJSON.self, from: Data(value.json.utf8))
            #expect(read.value == value.canonical(sortLists: false), "\(value.json)")
        }
    }

    @Test("JSON is compact, in the order of the keys, and has no NaN")
    func exact() {
        let value: Value = .object([.init("b", [1, 2.5, true, nil]), .init("a", "x\"\\\n\u{1}é")])
        #expect(value.json == #"{"b":[1,2.5,true,null],"a":"x\"\\\n\u0001é"}"#)
        #expect(Value.real(.nan).json == "null")
        #expect(Value.real(-.infinity).json == "null")
        #expect(Value.integer(.min).json == "-9223372036854775808")
    }

    @Test("canonical values do not depend on the order of keys, nor sets on theirs", arguments: Seed.some)
    func canonical(_ seed: Seed) {
        var random = seed
        for _ in 0..<50 {
            let value = Self.random(&random)
            #expect(
                Self.shuffled(value, &random, lists: true).canonical(sortLists: true)
                    == value.canonical(sortLists: true))
            #expect(
                Self.shuffled(value, &random, lists: false).canonical(sortLists: false)
                    == value.canonical(sortLists: false))
            #expect(value.canonical(sortLists: true).canonical(sortLists: true) == value.canonical(sortLists: true))
        }
    }

    private static func shuffled(_ value: Value, _ random: inout Seed, lists: Bool) -> Value {
        switch value {
        case .list(let elements):
            let inner = elements.map { shuffled($0, &random, lists: lists) }
            return .list(lists ? inner.shuffled(using: &random) : inner)
        case .object(let fields):
            return .object(
                fields.map { .init($0.key, shuffled($0.value, &random, lists: lists)) }.shuffled(using: &random))
        default: return value
        }
    }

    @Test("what is absent is null, never zero or empty")
    func absent() {
        #expect(Value(nil as String?) == .null)
        #expect(Value(nil as Int?) == .null)
        #expect(Value(nil as Int64?) == .null)
        #expect(Value(nil as Double?) == .null)
        #expect(Value(nil as Bool?) == .null)
        #expect(Value(nil as [String]?) == .null)
        #expect(Value(nil as [String: String]?) == .null)
        #expect(Value("" as String?) == .text(""))
        #expect(Value([] as [String]?) == .list([]))
        #expect(Value(["b": "2", "a": "1"]) == .object([.init("a", "1"), .init("b", "2")]))
    }

    @Test("reading a part of another shape gives null or none")
    func access() {
        let object: Value = .object([.init("a", 1)])
        #expect(object["a"] == 1)
        #expect(object["b"].isNull)
        #expect(Value.text("x")["a"].isNull)
        #expect(object.elements.isEmpty)
        #expect(Value.list([1, 2]).elements == [1, 2])
        #expect(Value.bool(true).integer == 1)
        #expect(Value.real(1).integer == nil)
        #expect(Value.integer(1).text == nil)
    }
}
