import Testing
import TomboQuery
import TomboRecords
import TomboTestKit

@testable import TomboRender

@Suite("width") struct WidthTests {
    @Test(
        "a character takes the columns that a terminal gives it",
        arguments: [
            ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("名前", 4), ("サーバー", 8), ("한글", 4), ("🚀", 2), ("👨‍👩‍👧", 2),
            ("👍🏽", 2), ("❤️", 2), ("🇧🇷", 2), ("–", 1), ("…", 1), ("ｆ", 2), ("ｱ", 1), ("→", 1), ("\u{200B}", 0), ("✓", 1),
        ])
    func width(_ text: String, _ width: Int) {
        #expect(DisplayWidth.of(text) == width)
        #expect(DisplayWidth.of(Array(text.utf8)[...]) == width)
    }

    @Test("a cut text is never wider than asked, and whole if it fits", arguments: Seed.some)
    func truncate(_ seed: Seed) {
        var random = seed
        let alphabet: [Character] = ["a", "名", "é", "👨‍👩‍👧", "e\u{301}", " "]
        for _ in 0..<100 {
            let text = String(
                (0..<Int.random(in: 0...12, using: &random)).compactMap { _ in alphabet.randomElement(using: &random) })
            let room = Int.random(in: 1...14, using: &random)
            let cut = DisplayWidth.truncate(text, to: room)
            #expect(cut.width <= room && cut.width == DisplayWidth.of(cut.text))
            #expect(DisplayWidth.of(text) <= room ? cut.text == text : cut.text.hasSuffix("…"))
        }
    }

    @Test("columns fit if they can, and none is cut for nothing", arguments: Seed.some)
    func fit(_ seed: Seed) {
        var random = seed
        for _ in 0..<100 {
            let columns = (0..<Int.random(in: 1...8, using: &random)).map { _ in
                let word = Int.random(in: 1...10, using: &random)
                return Fit.Column(
                    content: .random(in: 0...60, using: &random), heading: word + .random(in: 0...10, using: &random),
                    longestWord: word, isShrinkable: random.chance(70))
            }
            let total = Int.random(in: 20...200, using: &random)
            let widths = Fit.widths(columns, gap: 2, total: total)
            let natural = columns.map { max($0.content, $0.heading) }
            let sum = widths.reduce(2 * (columns.count - 1), +)
            let naturalSum = natural.reduce(2 * (columns.count - 1), +)
            // Exactly as wide as there is room, unless it fits or cannot.
            #expect(naturalSum <= total ? widths == natural : sum >= total)
            for (column, width) in zip(columns, widths) {
                if sum > total {
                    #expect(width <= (column.isShrinkable ? Fit.floor : max(column.content, column.longestWord)))
                }
                #expect(width >= min(column.content, Fit.floor))
                #expect(column.isShrinkable || width >= column.content)
            }
        }
    }

    @Test("two columns that are equally wide lose the same")
    func equals() {
        let column = Fit.Column(content: 40, heading: 4, longestWord: 4, isShrinkable: true)
        let short = Fit.Column(content: 8, heading: 4, longestWord: 4, isShrinkable: true)
        #expect(Fit.widths([column, short, column], gap: 2, total: 60) == [24, 8, 24])
    }

    @Test("without a width nothing is cut, however long")
    func whole() throws {
        let long = String(repeating: "x", count: 5000)
        let text = try Renderer.render(Answer(columns: [.init("a")], rows: [[.text(long)]]), as: .table)
        #expect(text == "A\n\(long)\n")
    }

    @Test("every line of a fitted table is within the terminal", arguments: [110, 120, 140, 200])
    func lines(_ width: Int) throws {
        var options = Samples.options
        options.width = width
        let text = try Renderer.render(Samples.hosts, as: .table, options: options)
        for line in text.split(separator: "\n") { #expect(DisplayWidth.of(String(line)) <= width) }
    }

    @Test("columns are straight: every cell of one begins or ends at the same place")
    func straight() throws {
        let answer = Answer(
            columns: [.init("a"), .init("n", .integer), .init("b")],
            rows: [["名前", 1, "|"], ["👨‍👩‍👧", 100, "|"], ["e\u{301}", nil, "|"], ["", -5, "|"]])
        let lines = try Renderer.render(answer, as: .table, options: .init(noHeader: true)).split(separator: "\n")
        let places = lines.compactMap { line in line.firstIndex(of: "|").map { DisplayWidth.of(String(line[..<$0])) } }
        #expect(places == [11, 11, 11, 11])
    }
}
