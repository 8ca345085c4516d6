import Foundation
import Testing
import TomboRecords
import TomboRender
import TomboTestKit

@testable import TomboQuery

@Suite("diagrams as text and pictures")
struct GraphFormatTests {
    private static let nasty = #"a"b<c>&#35; `end` |x| \n [y](z) <script>alert(1)</script>"#

    private static func graph(_ count: Int = 3, gaps: [Gap] = Samples.gaps) -> Graph {
        var nodes: [Graph.Node] = [
            .init("n", .externalNetwork, ["ext_net", "172.16.0.0/20"], column: 0),
            .init("r", .router, ["end"], column: 1),
            .init("ill", .server, [nasty, "no address"], column: 2, isIll: true),
        ]
        nodes += (0..<count).map { .init("s\($0)", .server, ["same"], column: 2) }
        let edges: [Graph.Edge] = [.init("n", "r", "172.16.8.26"), .init("r", "ill"), .init("n", "s0", "straight")]
        return Graph(.network, nodes, edges, snapshot: Samples.snapshot, gaps: gaps)
    }

    @Test("all three, byte by byte", arguments: GraphFormat.allCases)
    func golden(_ format: GraphFormat) throws {
        try expectGolden(format.text(Self.graph()), "graph/network.\(format.rawValue)")
    }

    @Test("nothing of a name is read as Mermaid, dot or XML")
    func escaping() throws {
        let mermaid = GraphFormat.mermaid.text(Self.graph())
        for line in mermaid.split(separator: "\n") where line.contains(":::") {
            #expect(line.count { $0 == "\"" } == 2 && !line.contains("<c>") && !line.contains("`"), "\(line)")
        }
        #expect(!mermaid.contains("\n    end"), "a node called end would be a word of the language")
        let svg = GraphFormat.svg.text(Self.graph())
        #expect(!svg.contains("<script") && !svg.replacing("http://www.w3.org/2000/svg", with: "").contains("http"))
        let parser = XMLCheck()
        #expect(parser.isWellFormed(svg))
    }

    @Test(
        "every name is one label to Mermaid, whatever stands in it",
        arguments: [
            "x]", "a\"b", "(db)", "#1", "a;b", "end", "subgraph", "[[x]]", "{{x}}", "%% x", "%%{init: {}}%%", "--> y",
            "`x`", "**x**", "a|b", "<b>x</b>", "&lt;", "\\", "A -- B", "ação — ñ 日本 🙂", "1. x", "- x", "$$x$$",
            "fa:fa-user", "a\\nb", "",
        ])
    func mermaidLabels(_ name: String) throws {
        let nodes: [Graph.Node] = [
            .init("a", .router, ["plain"], column: 0), .init("b", .server, [name], column: 1),
        ]
        let text = GraphFormat.mermaid.text(
            Graph(.network, nodes, [.init("a", "b", name)], snapshot: Samples.snapshot, gaps: []))
        let line = try #require(text.split(separator: "\n").first { $0.contains(":::role_server") })
        let label = try #require(line.wholeMatch(of: #/ {4}[a-z0-9_]+\["([^"]*)"\]:::role_server/#)?.1)
        // Between the quotes stands nothing that Mermaid, its Markdown or its HTML reads: only letters and entity codes.
        let codes = label.replacing(/#[0-9]+;/, with: "")
        #expect(!codes.contains(/[`"<>&;|\\*%{}$]/) && !codes.contains(":fa-"), "\(label)")
        #expect(Self.decoded(label) == "server \(name)")
        let edge = try #require(text.split(separator: "\n").first { $0.contains("-->") })
        #expect(name.isEmpty || edge.contains("-->|\"\(label.dropFirst("server ".count))\"|"))
    }

    /// A label as Mermaid shows it.
    private static func decoded(_ label: Substring) -> String {
        String(label).replacing(/#([0-9]+);/) { match in
            UInt32(match.1).flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? ""
        }.replacing("\u{2060}", with: "")
    }

    @Test("what Mermaid would refuse to draw is told, what fits is not")
    func tooLarge() {
        func graph(_ edges: Int) -> Graph {
            let nodes = (0...edges).map { Graph.Node("n\($0)", .server, ["s\($0)"], column: $0 == 0 ? 0 : 1) }
            return Graph(
                .network, nodes, (1...edges).map { .init("n0", "n\($0)") }, snapshot: Samples.snapshot, gaps: [])
        }
        #expect(!GraphFormat.mermaid.isTooLarge(graph(500)) && GraphFormat.mermaid.isTooLarge(graph(501)))
        #expect(!GraphFormat.svg.isTooLarge(graph(501)))
    }

    @Test("a path of few boxes leads down, one of many to the right; no box covers another", arguments: [3, 30])
    func down(_ count: Int) throws {
        let nodes =
            [Graph.Node("g", .gateway, ["172.16.0.1"], column: 0), .init("r", .router, ["r"], column: 1)]
            + (0..<count).map { .init("s\($0)", .server, ["server\($0)", "192.169.0.\($0)"], column: 2) }
        let edges =
            [Graph.Edge("g", "r")] + (0..<count).map { .init("r", "s\($0)", "192.169.0.1") } + [
                .init("g", "s0", "straight")
            ]
        let graph = Graph(.path, nodes, edges, snapshot: Samples.snapshot, gaps: [])
        #expect((graph.direction == .down) == (count == 3))
        #expect(GraphFormat.mermaid.text(graph).contains(count == 3 ? "flowchart TB" : "flowchart LR"))
        #expect(GraphFormat.dot.text(graph).contains(count == 3 ? "rankdir=TB" : "rankdir=LR"))
        let boxes = Self.boxes(GraphFormat.svg.text(graph))
        #expect(boxes.count == count + 2)
        for (index, a) in boxes.enumerated() { for b in boxes[(index + 1)...] { #expect(!a.intersects(b)) } }
        let (gateway, router) = (boxes[0], boxes[1])
        #expect(count == 3 ? gateway.maxY < router.minY : gateway.maxX < router.minX)
        let line = try #require(
            GraphFormat.svg.text(graph).split(separator: "\n").first {
                $0.contains("straight") && $0.hasPrefix("<path")
            })
        #expect(line.contains(count == 3 ? " V" : " H"), "it passes the router in a place of its own")
    }

    @Test("one more node changes no other's name or line")
    func diffs() throws {
        for format in [GraphFormat.mermaid, .dot] {
            let before = Set(format.text(Self.graph(3)).split(separator: "\n"))
            let after = Set(format.text(Self.graph(4)).split(separator: "\n"))
            #expect(after.subtracting(before).count <= 2, "its own line, and in dot that of its column")
        }
    }

    @Test("in the picture no box covers another and all stand inside", arguments: [0, 3, 60])
    func layout(_ count: Int) throws {
        let svg = GraphFormat.svg.text(Self.graph(count))
        let boxes = Self.boxes(svg)
        #expect(boxes.count == count + 3)
        let size = try #require(svg.firstMatch(of: /width="([0-9.]+)" height="([0-9.]+)" viewBox/))
        let (width, height) = (Double(size.1) ?? 0, Double(size.2) ?? 0)
        for (index, a) in boxes.enumerated() {
            #expect(a.minX >= 0 && a.maxX <= width && a.minY >= 60 && a.maxY <= height)
            for b in boxes[(index + 1)...] { #expect(!a.intersects(b)) }
        }
    }

    @Test("the lines that pass a column pass between its boxes")
    func passing() throws {
        let svg = GraphFormat.svg.text(Self.graph())
        let boxes = Self.boxes(svg)
        let router = try #require(boxes.dropFirst().first)
        let line = try #require(svg.split(separator: "\n").first { $0.contains("straight") && $0.contains(" H") })
        let match = try #require(String(line).firstMatch(of: /([0-9.]+) ([0-9.]+) H/))
        let y = Double(match.2) ?? 0
        #expect(y < router.minY || y > router.maxY)
    }

    @Test("an empty cloud is a diagram, too", arguments: GraphFormat.allCases)
    func empty(_ format: GraphFormat) {
        let text = format.text(Graph(.storage, [], [], snapshot: Samples.snapshot, gaps: []))
        #expect(text.contains("Storage of lab") && text.hasSuffix("\n"))
    }

    private static func boxes(_ svg: String) -> [CGRect] {
        svg.matches(of: /<rect x="([0-9.]+)" y="([0-9.]+)" width="([0-9.]+)" height="([0-9.]+)" rx="5"/).map { match in
            CGRect(
                x: Double(match.1) ?? 0, y: Double(match.2) ?? 0, width: Double(match.3) ?? 0,
                height: Double(match.4) ?? 0)
        }
    }
}

/// Whether tags are closed in the order in which they were opened, and no stray `<` or `&` stands between them.
private struct XMLCheck {
    func isWellFormed(_ text: String) -> Bool {
        var open: [Substring] = []
        var rest = text[...]
        while let start = rest.firstIndex(of: "<") {
            guard isText(rest[..<start]), let end = rest[start...].firstIndex(of: ">") else { return false }
            let tag = rest[rest.index(after: start)..<end]
            if tag.contains("<") { return false }
            if tag.hasPrefix("/") {
                guard open.popLast() == tag.dropFirst() else { return false }
            } else if !tag.hasSuffix("/") {
                open.append(tag.prefix { $0 != " " && $0 != "\n" })
            }
            rest = rest[rest.index(after: end)...]
        }
        return open.isEmpty && isText(rest)
    }

    private func isText(_ text: Substring) -> Bool {
        text.split(separator: "&", omittingEmptySubsequences: false).dropFirst().allSatisfy { part in
            ["amp;", "lt;", "gt;", "quot;"].contains { part.hasPrefix($0) }
        }
    }
}
