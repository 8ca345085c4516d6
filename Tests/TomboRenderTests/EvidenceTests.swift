import Testing
import TomboQuery
import TomboRecords

@testable import TomboRender

@Suite("evidence") struct EvidenceTests {
    @Test("an answer about the program itself has nothing to add")
    func nothing() { #expect(Renderer.footer(Answer(columns: [.init("a")], rows: [["x"]])) == nil) }

    @Test("every gap is named in the footer and in each format that carries evidence", arguments: OutputFormat.allCases)
    func gaps(_ format: OutputFormat) throws {
        let footer = try #require(Renderer.footer(Samples.nasty))
        for gap in Samples.gaps { #expect(footer.contains("\(gap.source)/\(gap.kind)")) }
        let text = try Renderer.render(Samples.nasty, as: format)
        for gap in Samples.gaps { #expect(text.contains(gap.kind) == format.carriesEvidence, "\(gap.kind)") }
        #expect(text.contains("tarefa-4") == format.carriesEvidence)
    }

    @Test("without a snapshot a gap says when, not how long before")
    func absolute() {
        let answer = Answer(columns: [.init("a")], rows: [["x"]], gaps: [Samples.gaps[0]])
        #expect(
            Renderer.footer(answer, options: .init(utc: true))
                == "incomplete: lab/openstack/nova_server failed (timed_out): Nova did not answer within 30 s "
                + "(last complete: #3, 2026-11-23 19:08:08Z)\n")
    }

    @Test("the marker alone is coloured")
    func color() {
        let answer = Answer(columns: [], rows: [[]], gaps: [Samples.gaps[2]])
        #expect(
            Renderer.footer(answer, options: .init(color: true))?.hasPrefix("\u{1b}[33mincomplete:\u{1b}[0m other/")
                == true)
    }

    @Test(
        "ages are in the largest unit that says something",
        arguments: [
            (0, "0 s before"), (119_000, "119 s before"), (720_000, "12 min before"), (7_200_000, "2 h before"),
            (172_800_000, "2 d before"), (-5000, "5 s after"),
        ])
    func ages(_ milliseconds: Int64, _ text: String) { #expect(Evidence.age(milliseconds) == text) }
}
