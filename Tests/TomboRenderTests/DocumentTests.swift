import Testing
import TomboQuery
import TomboRecords
import TomboTestKit

@testable import TomboRender

@Suite("documents") struct DocumentTests {
    @Test("nothing in an answer becomes markup in HTML", arguments: [RenderOptions.Layout.rows, .record])
    func html(_ layout: RenderOptions.Layout) throws {
        let evil = "<img src=x onerror=alert(1)>\"'&</td></style><!--"
        let answer = Answer(
            columns: [.init(evil), .init("at", .instant)], rows: [[.text(evil), .text(evil)]],
            snapshot: .init(seq: 1, cloud: evil, label: evil, startedAt: Samples.taken, finishedAt: Samples.taken),
            gaps: [
                .init(cloud: evil, source: evil, kind: evil, outcome: nil, code: evil, reason: evil, lastComplete: nil)
            ])
        let text = try Renderer.render(answer, as: .html, options: .init(layout: layout))
        #expect(!text.lowercased().contains("<img") && !text.contains("<!--"))
        #expect(text.components(of: "</style>") == 1 && text.components(of: "<title>") == 1)
    }

    @Test("the HTML is one file: nothing is fetched, nothing runs")
    func selfContained() throws {
        let text = try Renderer.render(Samples.nasty, as: .html)
        for word in ["http:", "https:", "<link", "<script", "url(", "@import", " src="] {
            #expect(!text.contains(word), "\(word)")
        }
        #expect(text.contains("default-src 'none'"))
    }

    @Test("every HTML element that opens closes", arguments: [Samples.nasty, Samples.empty, Samples.bare])
    func balanced(_ answer: Answer) throws {
        let text = try Renderer.render(answer, as: .html)
        for tag in [
            "html", "head", "body", "table", "tbody", "thead", "tr", "td", "th", "caption", "time", "span", "ul", "li",
        ] {
            let open = text.components(of: "<\(tag)>") + text.components(of: "<\(tag) ")
            #expect(open == text.components(of: "</\(tag)>"), "\(tag)")
        }
    }

    @Test("a Markdown row is one line with as many cells as the head", arguments: Seed.some)
    func markdownCells(_ seed: Seed) throws {
        var random = seed
        let alphabet = Array("a|\\\n`*_[<&~ é")
        let cells = (0..<30).map { _ in
            String(
                (0..<Int.random(in: 0...8, using: &random)).compactMap { _ in alphabet.randomElement(using: &random) })
        }
        let answer = Answer(
            columns: [.init("a"), .init("b"), .init("c")],
            rows: stride(from: 0, to: 30, by: 3).map { start in cells[start..<start + 3].map { .text($0) } })
        let lines = try Renderer.render(answer, as: .markdown).split(separator: "\n")
        #expect(lines.count == 12)
        for line in lines {
            let bare = line.replacing("\\\\", with: "").replacing("\\|", with: "")
            #expect(bare.filter { $0 == "|" }.count == 4, "\(line)")
        }
    }

    @Test("underscores inside words stay, others are escaped")
    func underscores() {
        #expect(MarkdownText.escaped("nova_server _a_ b_") == "nova_server \\_a\\_ b\\_")
    }
}

extension String {
    /// How often `part` stands in it.
    fileprivate func components(of part: String) -> Int { ranges(of: part).count }
}
