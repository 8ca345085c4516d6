import Testing
import TomboQuery
import TomboRecords
import TomboTestKit

@testable import TomboRender

@Suite("for people") struct HumanTests {
    private func cell(_ value: Value, _ type: ColumnType = .json) throws -> String {
        let answer = Answer(columns: [.init("x", type)], rows: [[value]])
        return String(
            try Renderer.render(answer, as: .table, options: .init(noHeader: true, zone: Samples.options.zone))
                .dropLast())
    }

    @Test("unknown, empty and zero never look alike")
    func three() throws {
        #expect(try [cell(nil), cell(""), cell(0), cell([]), cell(false)] == ["–", "", "0", "", "no"])
    }

    @Test("lists and objects have a readable form")
    func nested() throws {
        #expect(try cell(["a", "b"]) == "a, b")
        #expect(try cell([Samples.address("n", "10.0.0.1", "floating")]) == "10.0.0.1 (floating)")
        #expect(try cell(.object([.init("host", "node1"), .init("fits", 3)])) == "host=node1 fits=3")
        #expect(try cell([["a", "b"], "", nil, .object([])]) == "[a, b], \"\", –, {}")
        #expect(try cell(.object([.init("a", ["x", "y z"]), .init("b", "y z")])) == "a=[x, y z] b=\"y z\"")
    }

    @Test("in a record each object of a list has a line of its own, in documents too")
    func objects() throws {
        let options = RenderOptions(layout: .record)
        let table = try Renderer.render(Samples.place, as: .table, options: options)
        #expect(table.contains("\n              172.16.7.92 (floating)\n"))
        for format in [OutputFormat.markdown, .html] {
            let text = try Renderer.render(Samples.place, as: format, options: options)
            #expect(text.contains("192.169.0.30<br>172.16.7.92 (floating)"))
        }
    }

    @Test("moments are local, or UTC and marked")
    func moments() throws {
        #expect(try cell("2026-11-23T01:20:08Z", .instant) == "2026-11-22 22:20:08")
        let options = RenderOptions(utc: true, zone: Samples.options.zone)
        #expect(options.clock(Samples.taken) == "2026-11-23 19:20:08Z")
        #expect(Zone { _ in 20_700 }.name(at: Samples.taken) == "UTC+05:45")
        #expect(Zone { _ in -34_200 }.name(at: Samples.taken) == "UTC-09:30")
    }

    @Test("bytes are read in the unit that leaves them three or four digits, and stay whole for programs")
    func bytes() throws {
        let counts: [Int64] = [0, 709, 1023, 1024, 1_048_575, 21_474_836_480, -2048, 1 << 60]
        #expect(
            counts.map { HumanNumber.bytes($0) } == [
                "0 B", "709 B", "1023 B", "1.0 KiB", "1024.0 KiB", "20.0 GiB", "-2.0 KiB", "1024.0 PiB",
            ])
        let answer = Answer(
            columns: [.init("size_bytes", .integer, unit: "B"), .init("mtu", .integer, unit: "B")],
            rows: [[21_474_836_480, 9000]])
        let table = try Renderer.render(answer, as: .table)
        #expect(table.contains("SIZE BYTES") && table.contains("20.0 GiB") && table.contains("9000"))
        #expect(try Renderer.render(answer, as: .csv).contains("21474836480"))
        #expect(try Renderer.render(answer, as: .markdown).contains("20.0 GiB"))
    }

    @Test("real numbers have the decimals they need, up to three")
    func reals() {
        let texts = [1.0, 0.1, 0.25, 1.0 / 3, -0.5, 0.0001, 1e15, 1e300, 0, 99.9996].map { HumanNumber.text($0) }
        #expect(
            texts == [
                "1.0", "0.1", "0.25", "0.333", "-0.5", "0.0001", "1000000000000000.0", "1e+300", "0.0", "100.000",
            ])
    }

    @Test("a column of real numbers has its points in one line")
    func points() throws {
        let answer = Answer(columns: [.init("x", .real)], rows: [[16.0], [0.25], [-1.5]])
        #expect(try Renderer.render(answer, as: .table) == "    X\n16.00\n 0.25\n-1.50\n")
    }

    @Test("no control character reaches a terminal, a document or the footer", arguments: Seed.some)
    func controls(_ seed: Seed) throws {
        var random = seed
        let scalars: [UInt32] = Array(0..<0x20) + Array(0x7F..<0xA0) + [0x2028, 0x202E, 0x2066, 0xFEFF]
        let evil = (0..<40).compactMap { _ in
            scalars.randomElement(using: &random).flatMap { Unicode.Scalar($0) }.map { "a\($0)" }
        }.joined()
        let answer = Answer(
            columns: [.init("x"), .init("y", .json), .init(evil)],
            rows: [[.text(evil), .object([.init(evil, .text(evil))]), .list([.text(evil)])]],
            snapshot: .init(seq: 1, cloud: evil, label: evil, startedAt: Samples.taken, finishedAt: Samples.taken),
            gaps: [
                .init(cloud: evil, source: evil, kind: evil, outcome: nil, code: evil, reason: evil, lastComplete: nil)
            ])
        var texts = try [OutputFormat.table, .markdown, .html].map { try Renderer.render(answer, as: $0) }
        texts.append(try Renderer.render(answer, as: .table, options: .init(layout: .record)))
        texts.append(Renderer.footer(answer) ?? "")
        for text in texts {
            #expect(!text.unicodeScalars.contains { $0 != "\n" && scalars.contains($0.value) })
        }
    }

    @Test("colour changes nothing but the colour")
    func color() throws {
        for answer in [Samples.hosts, Samples.diff, Samples.nasty] {
            let plain = try Renderer.render(answer, as: .table)
            var colored = try Renderer.render(answer, as: .table, options: .init(color: true))
            #expect(colored.contains("\u{1b}[1m"))
            for code in ["0", "1", "2", "31", "32", "33", "35"] {
                colored = colored.replacing("\u{1b}[\(code)m", with: "")
            }
            #expect(colored == plain)
        }
    }

    @Test("no line ends in a blank", arguments: [OutputFormat.table, .yaml, .json])
    func trailing(_ format: OutputFormat) throws {
        for line in try Renderer.render(Samples.nasty, as: format).split(separator: "\n") { #expect(line.last != " ") }
    }
}
