import Testing
import TomboTestKit

@testable import TomboRecords

@Suite("The order of a set")
struct SetOrderTests {
    /// The short way through the first field must come out where the JSON text does.
    @Test("is that of the elements' JSON text, whatever is in them", arguments: Seed.some)
    func order(seed: Seed) {
        var random = seed
        let letters = ["a", "b", "\"", "\\", "é", "\u{7f}", "\n", "", "ab", "a\u{301}", "~", " "]
        func text() -> String {
            (0..<Int.random(in: 0...3, using: &random)).map { _ in letters.randomElement(using: &random) ?? "" }
                .joined()
        }
        for _ in 0..<300 {
            let elements: [Value] = (0..<Int.random(in: 0...4, using: &random)).map { _ in
                Bool.random(using: &random)
                    ? .object([.init("address", .text(text())), .init("type", .text(text()))])
                    : .object([.init("address", .integer(Int64.random(in: 0...3, using: &random)))])
            }
            let wanted = elements.map(\.json).sorted()
            let canonical = Value.list(elements).canonical(sortLists: true)
            #expect(canonical.elements.map(\.json) == wanted, "\(seed)")
            #expect(canonical.isCanonical(sortLists: true) || elements.count > 1)
            #expect(!Value.list(elements).isCanonical(sortLists: true) || elements.map(\.json) == wanted, "\(seed)")
        }
    }
}
