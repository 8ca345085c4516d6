import Foundation
import Testing
import TomboRecords
import TomboTestKit

/// Foundation's readers are the oracle: what they read, ours reads alike; what one of them refuses, ours refuses.
///
/// Its decoder alone does not look at a member that nobody reads; its other reader, `JSONSerialization`, does, but is
/// off by one in the last digit of some reals.
@Suite("JSON as Foundation reads it") struct JSONAgreementTests {
    private func foundation(_ text: String) -> Value? {
        let data = Data(text.utf8)
        guard (try? JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed)) != nil else { return nil }
        return (try? JSONDecoder().decode(ReadJSON.self, from: data))?.value
    }

    private func ours(_ text: String) -> Value? {
        (try? JSONDocument(Array(text.utf8)).decode(ReadJSON.self))?.value
    }

    /// JSON text of a value, with space and escapes where they may be.
    private func written(_ value: Value, _ random: inout Seed) -> String {
        func space() -> String {
            random.chance(20) ? ["\n", "\t", "\r\n", "  "].randomElement(using: &random) ?? "" : ""
        }
        func text(_ text: String) -> String {
            let units = text.utf16.map { String(String(0x10000 + Int($0), radix: 16).dropFirst()) }
            return random.chance(20) ? "\"" + units.map { "\\u" + $0 }.joined() + "\"" : Value.text(text).json
        }
        switch value {
        case .text(let plain): return text(plain)
        case .list(let elements):
            let parts = elements.map { space() + written($0, &random) + space() }
            return "[" + parts.joined(separator: ",") + "]"
        case .object(let fields):
            let parts = fields.map { field in
                space() + text(field.key) + space() + ":" + space() + written(field.value, &random) + space()
            }
            return "{" + parts.joined(separator: ",") + "}"
        default: return value.json
        }
    }

    @Test("random documents, however they are written", arguments: Seed.some)
    func documents(_ seed: Seed) {
        var random = seed
        for _ in 0..<50 {
            let value = ValueTests.random(&random, depth: 4)
            let text = written(value, &random)
            #expect(ours(text) == foundation(text), "\(text)")
            #expect(Value(json: text)?.canonical(sortLists: false) == value.canonical(sortLists: false), "\(text)")
        }
    }

    @Test("keys that were read before make no other document", arguments: Seed.some)
    func keys(_ seed: Seed) {
        var random = seed
        var keys = JSONKeys()
        let alike = [
            "", "a", "aa", "address", "addresses", "0123456789abcdef", "0123456789abcdefg", "ö", "\u{0}", "a\u{0}",
        ]
        for _ in 0..<500 {
            let chosen = (0..<3).compactMap { _ in alike.randomElement(using: &random) }
            let value = Value.object(chosen.map { .init($0, ValueTests.random(&random, depth: 1)) })
            var text = written(value, &random)
            #expect(text.withUTF8 { Value(json: $0, &keys) } == Value(json: text), "\(text)")
        }
    }

    @Test("random documents with one byte changed, taken out or put in", arguments: Seed.some)
    func broken(_ seed: Seed) {
        var random = seed
        let alphabet = Array("{}[],:\"\\0123456789.eE+-truefalsn \n/u'x".utf8)
        for _ in 0..<200 {
            var bytes = Array(written(ValueTests.random(&random, depth: 3), &random).utf8.filter { $0 < 0x80 })
            let place = Int.random(in: 0...bytes.count, using: &random)
            let byte = alphabet.randomElement(using: &random) ?? 0
            switch Int.random(in: 0..<3, using: &random) {
            case 0 where place < bytes.count: bytes[place] = byte
            case 1 where place < bytes.count: bytes.remove(at: place)
            default: bytes.insert(byte, at: place)
            }
            let text = String(decoding: bytes, as: UTF8.self)
            // Foundation lets a comma stand before `]`.
            if ours(text) == nil, text.contains(/,\s*\]/) { continue }
            #expect(ours(text) == foundation(text), "\(text)")
        }
    }

    /// Every answer of a service that the repository has: fixtures, recordings, examples.
    private static let files: [String] = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return ["Tests", "Examples"].flatMap { folder -> [String] in
            let path = root.appendingPathComponent(folder).path
            return (FileManager.default.subpaths(atPath: path) ?? []).filter { $0.hasSuffix(".json") }
                .map { path + "/" + $0 }
        }
    }()

    @Test("every fixture and recording")
    func repository() throws {
        #expect(Self.files.count > 40)
        var keys = JSONKeys()
        for file in Self.files {
            var text = try String(contentsOfFile: file, encoding: .utf8)
            #expect(text.withUTF8 { Value(json: $0, &keys) } == Value(json: text), "\(file)")
            let value = try #require(ours(text), "\(file)")
            #expect(value == foundation(text), "\(file)")
            #expect(value == Value(json: text)?.canonical(sortLists: false).withWholeNumbers, "\(file)")
        }
    }
}

extension Value {
    /// As a decoder sees it that is asked for an integer first: 1.0 is one.
    fileprivate var withWholeNumbers: Value {
        switch self {
        case .real(let real): Int64(exactly: real).map(Value.integer) ?? self
        case .list(let elements): .list(elements.map(\.withWholeNumbers))
        case .object(let fields): .object(fields.map { .init($0.key, $0.value.withWholeNumbers) })
        default: self
        }
    }
}
