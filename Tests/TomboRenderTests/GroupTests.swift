import Foundation
import Testing
import TomboQuery
import TomboRecords
import TomboRender

@Suite("rows below headings")
struct GroupTests {
    private static let answer = Answer(
        columns: [.init("severity"), .init("rule"), .init("name"), .init("message"), .init("remedy", isBrief: false)],
        rows: [
            ["error", "osd-down", "osd.1", "The OSD on a is down.", "Look at the disk."],
            ["error", "osd-down", "osd.10", "The OSD on a host with a rather long name is down.", "Look at the disk."],
            ["info", "spare", "ab", "Three copies.", "Add a host."],
            ["unjudged", "x", "k1", "Not judged: k1.", nil], ["unjudged", "yy", "k2", "Not judged: k2.", nil],
        ])
    private static let groups = RenderOptions.Groups(
        heading: ["severity", "rule"], columns: ["name", "message"], note: "remedy", loose: "unjudged")

    private func text(_ options: RenderOptions) throws -> String {
        var options = options
        options.layout = .groups(Self.groups)
        return try Renderer.render(Self.answer, as: .table, options: options)
    }

    @Test("one heading, the rows, what is true of all once; sentences run on")
    func table() throws {
        #expect(
            try text(.init(width: 44))
                == """
                error  osd-down
                  osd.1   The OSD on a is down.
                  osd.10  The OSD on a host with a rather
                          long name is down.
                  → Look at the disk.

                info  spare
                  ab  Three copies.
                  → Add a host.

                unjudged
                  x   Not judged: k1.
                  yy  Not judged: k2.

                """)
    }

    @Test("who chooses columns or an order gets rows, and programs always do")
    func rows() throws {
        #expect(try text(.init(columns: ["name"])).hasPrefix("NAME\nosd.1\n"))
        #expect(try text(.init(sortColumn: "name")).hasPrefix("SEVERITY"))
        var options = RenderOptions()
        options.layout = .groups(Self.groups)
        #expect(
            try Renderer.render(Self.answer, as: .csv, options: options).hasPrefix("severity,rule,name,message,remedy"))
    }

    @Test("nothing for no rows")
    func empty() throws {
        var options = RenderOptions()
        options.layout = .groups(Self.groups)
        #expect(try Renderer.render(Answer(columns: Self.answer.columns), as: .table, options: options) == "")
    }
}
