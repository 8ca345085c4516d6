import Testing
import TomboQuery
import TomboRecords
import TomboTestKit

@testable import TomboRender

@Suite("sorting") struct OrderTests {
    private func sorted(_ values: [Value], _ type: ColumnType = .text, descending: Bool = false) throws -> [String] {
        let answer = Answer(
            columns: [.init("v", type), .init("n", .integer)],
            rows: values.enumerated().map { [$1, .integer(Int64($0))] })
        let options = RenderOptions(columns: ["n"], sortColumn: "v", sortDescending: descending)
        return try Renderer.render(answer, as: .value, options: options).split(separator: "\n").map(String.init)
    }

    @Test("names are in natural order")
    func natural() {
        let names = ["osd.2", "osd.10", "OSD.3", "osd.02", "a", "", "nova/10", "nova/9", "0/lxd/12", "0/lxd/3", "10"]
        #expect(
            names.sorted { NaturalOrder.compare($0, $1) < 0 }
                == ["", "0/lxd/3", "0/lxd/12", "10", "a", "nova/9", "nova/10", "osd.02", "osd.2", "OSD.3", "osd.10"])
        #expect(NaturalOrder.compare("x18446744073709551616", "x18446744073709551617") < 0)
    }

    @Test("natural order is total: antisymmetric, transitive, equal only to itself", arguments: Seed.some)
    func total(_ seed: Seed) {
        var random = seed
        let alphabet = Array("aB0019./é")
        let texts = (0..<24).map { _ in
            String(
                (0..<Int.random(in: 0...5, using: &random)).compactMap { _ in alphabet.randomElement(using: &random) })
        }
        for a in texts {
            for b in texts {
                let ab = NaturalOrder.compare(a, b).signum()
                #expect(ab == -NaturalOrder.compare(b, a).signum())
                #expect((ab == 0) == a.utf8.elementsEqual(b.utf8))
                for c in texts where ab <= 0 && NaturalOrder.compare(b, c) <= 0 {
                    #expect(NaturalOrder.compare(a, c) <= 0, "\(a) \(b) \(c)")
                }
            }
        }
    }

    @Test("numbers are numbers, and the unknown is last both ways")
    func numbers() throws {
        let values: [Value] = [
            10, nil, 9, 9.5, -1, .integer(.max), .real(0x1p63), .real(.nan), .real(0x1p53), .integer(1 << 53 + 1),
        ]
        #expect(try sorted(values, .real) == ["4", "2", "3", "0", "8", "9", "5", "6", "1", "7"])
        #expect(try sorted(values, .real, descending: true) == ["6", "5", "9", "8", "0", "3", "2", "4", "1", "7"])
    }

    @Test("moments are in order of time, not of text")
    func moments() throws {
        #expect(
            try sorted(["2026-11-23T19:20:07.500Z", "2026-11-23T19:20:07Z", "2026-11-23T16:20:08-03:00"], .instant)
                == ["1", "0", "2"])
    }

    @Test("equal values stay as they stood")
    func stable() throws {
        #expect(try sorted(["b", "a", "b", "a", "b"]) == ["1", "3", "0", "2", "4"])
        #expect(try sorted(["b", "a", "b", "a", "b"], descending: true) == ["0", "2", "4", "1", "3"])
    }

    @Test("kinds of value do not mix: numbers, texts, lists, unknown")
    func mixed() throws { #expect(try sorted([nil, ["x"], "a", 1, true], .json) == ["3", "4", "2", "1", "0"]) }

    @Test("any column can be the one, shown or not, and rows too short are unknown")
    func hidden() throws {
        let answer = Answer(
            columns: [.init("a"), .init("b", isBrief: false)], rows: [["short"], ["x", "2"], ["y", "1"]])
        let text = try Renderer.render(answer, as: .table, options: .init(sortColumn: "b", noHeader: true))
        #expect(text == "y\nx\nshort\n")
    }
}
