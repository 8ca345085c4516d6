import Testing
import TomboQuery
import TomboRecords
import TomboTestKit

@testable import TomboRender

@Suite("yaml") struct YAMLTests {
    private func scalar(_ text: String) throws -> String {
        let yaml = try Renderer.render(Answer(columns: [.init("x")], rows: [[.text(text)]]), as: .yaml)
        return String(yaml.dropFirst("snapshot: null\ncomplete: true\ngaps: []\nrows:\n  - x: ".count).dropLast())
    }

    @Test(
        "a text that some YAML reads as something else is quoted",
        arguments: [
            "no", "NO", "y", "True", "null", "Null", "~", "on", "NaN", ".inf", "1", "-1", "0x1F", "1e3", "1_000", "0o7",
            "12:30:45", "2026-11-23", "2026-11-23T19:20:08Z", "", " a", "a ", "- a", "? a", "a: b", "a:", "a #b", "#a",
            "&a", "*a", "!a", "%a", "@a", "`a", "[a]", "{a}", "\"a\"", "'a'", "|", ">", "=", "<<", "1.2.3.", "a\tb",
            "a\u{85}b", "a\u{7f}", "a\r\nb", "\na", "a\n\n", " a\nb", "a \nb", "..", "---", "fe80::",
        ])
    func quoted(_ text: String) throws {
        let written = try scalar(text)
        #expect(written.hasPrefix("\"") && written.hasSuffix("\""), "\(written)")
    }

    @Test(
        "what cannot be mistaken is bare",
        arguments: [
            "web-1", "node3.maas", "192.169.0.30", "10.0.0.10", "fa:16:3e:11:22:33", "fe80::1", "nova/3", "/dev/vda",
            "4f0c2a7e-7d0a-4c55-9c0e-0d5b1f6f3a01", "12345678-1234-1234-1234-123456789012", "Ana Lívia", "m1.large",
            "cs:ubuntu-1", "nothing", "north",
        ])
    func bare(_ text: String) throws { #expect(try scalar(text) == text) }

    @Test("lines are a block that keeps their ends")
    func blocks() throws {
        #expect(try scalar("a: 1\n\nb") == "|-\n      a: 1\n\n      b")
        #expect(try scalar("a\nb\n") == "|\n      a\n      b")
    }

    @Test("a key with lines is quoted: only a value can be a block")
    func keys() throws {
        let value = Value.object([.init("a\nb", "c\nd"), .init("no", 1)])
        let yaml = try Renderer.render(Answer(columns: [.init("x", .json)], rows: [[value]]), as: .yaml)
        #expect(yaml.hasSuffix("  - x:\n      \"a\\nb\": |-\n        c\n        d\n      \"no\": 1\n"))
    }

    @Test("a real has a point, by which YAML 1.1 knows it", arguments: [1e300, -1e-7, 1.5e300, 2, 0.25])
    func reals(_ real: Double) throws {
        let yaml = try Renderer.render(Answer(columns: [.init("x", .real)], rows: [[.real(real)]]), as: .yaml)
        let text = String(yaml.dropFirst("snapshot: null\ncomplete: true\ngaps: []\nrows:\n  - x: ".count).dropLast())
        #expect(text.contains(".") && Double(text) == real)
    }

    @Test("controls and line ends of Unicode are escaped")
    func escapes() throws {
        #expect(try scalar("\u{1b}\u{2028}\u{85}\"\\") == "\"\\u001b\\u2028\\u0085\\\"\\\\\"")
    }

    @Test("nothing bare begins like a number or holds what begins something", arguments: Seed.some)
    func property(_ seed: Seed) {
        var random = seed
        let alphabet = Array("aeyn01-_.:#, \"'\\é|>[]{}&*!%@`~=+")
        for _ in 0..<500 {
            let text = String(
                (0..<Int.random(in: 0...6, using: &random)).compactMap { _ in alphabet.randomElement(using: &random) })
            guard YAMLScalar.isSafeBare(text) else { continue }
            #expect(text.first?.isLetter == true)
            #expect(Double(text) == nil && !text.contains(": ") && !text.contains(" #") && !text.hasSuffix(":"))
            #expect(text.first != " " && text.last != " ")
        }
    }
}
