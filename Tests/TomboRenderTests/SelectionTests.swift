import Testing
import TomboQuery
import TomboRecords
import TomboRender

@Suite("columns") struct SelectionTests {
    private let answer = Answer(
        columns: [
            .init("name"), .init("ram_mib_total", .integer, unit: "MiB"), .init("juju_machine"),
            .init("note", isBrief: false),
        ],
        rows: [["a", 1, "0", "n"]])

    private func header(_ format: OutputFormat, _ options: RenderOptions) throws -> String {
        try Renderer.render(answer, as: format, options: options).split(separator: "\n").first.map(String.init) ?? ""
    }

    @Test("people get the brief columns, programs all, --long everybody")
    func brief() throws {
        #expect(try header(.table, .init()) == "NAME  RAM MiB TOTAL  JUJU MACHINE")
        #expect(try header(.table, .init(long: true)) == "NAME  RAM MiB TOTAL  JUJU MACHINE  NOTE")
        #expect(try header(.csv, .init()) == "name,ram_mib_total,juju_machine,note")
        #expect(try header(.markdown, .init()) == "| Name | RAM MiB total | Juju machine |")
    }

    @Test("an answer whose columns are all long is shown whole")
    func allLong() throws {
        let answer = Answer(columns: [.init("a", isBrief: false)], rows: [["x"]])
        #expect(try Renderer.render(answer, as: .table) == "A\nx\n")
    }

    @Test("-c chooses and orders, in every format, once each")
    func chosen() throws {
        #expect(try header(.csv, .init(columns: ["note", "name", "note"])) == "note,name")
        #expect(try header(.csv, .init(columns: ["note,name"])) == "note,name")
        #expect(try header(.table, .init(columns: ["note", "name"])) == "NOTE  NAME")
        #expect(try Renderer.render(answer, as: .ndjson, options: .init(columns: ["note"])) == "{\"note\":\"n\"}\n")
    }

    @Test(
        "a heading finds its column",
        arguments: ["RAM MiB TOTAL", "ram-mib-total", "Ram_Mib_Total", "ram_mib_total"])
    func headings(_ name: String) throws { #expect(try header(.csv, .init(columns: [name])) == "ram_mib_total") }

    @Test(
        "an unknown column is an error with the nearest name",
        arguments: [("nmae", "name"), ("notes", "note"), ("juju", "juju_machine"), ("ram_mb_total", "ram_mib_total")])
    func unknown(_ wrong: String, _ right: String) {
        let error = #expect(throws: RenderError.self) {
            _ = try Renderer.render(answer, as: .json, options: .init(columns: [wrong]))
        }
        #expect(error?.code == .unknownColumn)
        #expect(error?.remedy?.hasPrefix("Did you mean `\(right)`? The columns are `name`, ") == true)
        #expect(error?.description.hasPrefix("The answer has no column `\(wrong)`.\nHint: Did you mean") == true)
    }

    @Test("where nothing is near, nothing is suggested, and nothing was written")
    func nothingNear() {
        var chunks = 0
        let error = #expect(throws: RenderError.self) {
            try Renderer.render(answer, as: .table, options: .init(sortColumn: "zzz")) { _ in chunks += 1 }
        }
        #expect(error?.remedy?.hasPrefix("The columns are") == true)
        #expect(chunks == 0)
    }

    @Test("noHeader leaves the rows", arguments: [OutputFormat.table, .csv, .tsv, .markdown])
    func noHeader(_ format: OutputFormat) throws {
        let text = try Renderer.render(answer, as: format, options: .init(noHeader: true))
        #expect(text.split(separator: "\n").count == 1)
        #expect(text.contains("a"))
    }

    @Test("units are written once, in the name or after it")
    func units() throws {
        let answer = Answer(columns: [
            .init("memory", .integer, unit: "MiB"), .init("disk_gib", .integer, unit: "GiB"),
            .init("vcpus", .integer, unit: "count"), .init("duration_ms", .integer, unit: "ms"),
        ])
        #expect(try Renderer.render(answer, as: .table) == "MEMORY (MiB)  DISK GiB  VCPUS  DURATION ms\n")
    }
}
