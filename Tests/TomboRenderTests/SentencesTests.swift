import Testing
import TomboQuery
import TomboRecords
import TomboRender

@Suite("sentences") struct SentencesTests {
    private let answer = Answer(
        columns: [.init("status"), .init("detail")],
        rows: [
            ["ok", "All is well."],
            ["fail", "The host name keystone.example.org is unknown here, so nobody can sign in."],
        ])

    @Test("run on below themselves on a terminal, between words, and are never cut")
    func terminal() throws {
        let options = RenderOptions(width: 40, layout: .sentences)
        #expect(
            try Renderer.render(answer, as: .table, options: options) == """
                STATUS  DETAIL
                ok      All is well.
                fail    The host name
                        keystone.example.org is unknown
                        here, so nobody can sign in.

                """)
    }

    @Test("are one line a row where nobody says how wide it is")
    func piped() throws {
        let text = try Renderer.render(answer, as: .table, options: RenderOptions(layout: .sentences))
        #expect(text.split(separator: "\n").count == 3 && text.contains("is unknown here, so nobody"))
    }

    @Test("leave the other formats as they are")
    func formats() throws {
        for format in OutputFormat.allCases where format != .table {
            #expect(
                try Renderer.render(answer, as: format, options: RenderOptions(width: 40, layout: .sentences))
                    == Renderer.render(answer, as: format, options: RenderOptions(width: 40)))
        }
    }
}
