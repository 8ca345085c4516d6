import Testing
import TomboQuery
import TomboRecords

@testable import TomboRender

@Suite("streams") struct StreamTests {
    private struct Closed: Error {}

    private func answer(_ count: Int) -> Answer {
        Answer(
            columns: [
                .init("id", .integer), .init("name"), .init("ratio", .real), .init("at", .instant), .init("tags", .set),
            ],
            rows: (0..<count).map {
                [
                    .integer(Int64($0)), .text("server-\($0 % 97)"), .real(Double($0 % 7) / 4), "2026-11-23T19:20:08Z",
                    ["a", "b"],
                ]
            })
    }

    @Test("chunks put together are the whole, and none is large", arguments: OutputFormat.allCases)
    func chunks(_ format: OutputFormat) throws {
        let answer = answer(4000)
        var whole: [UInt8] = []
        var sizes: [Int] = []
        try Renderer.render(answer, as: format) { chunk in
            whole += chunk
            sizes.append(chunk.count)
        }
        #expect(String(decoding: whole, as: UTF8.self) == (try Renderer.render(answer, as: format)))
        #expect(sizes.count > 1 && sizes.allSatisfy { $0 > 0 && $0 < 1 << 17 })
    }

    @Test(
        "ten times the rows are ten times the bytes and the chunks: nothing is written twice",
        arguments: OutputFormat.allCases)
    func linear(_ format: OutputFormat) throws {
        func cost(_ rows: Int) throws -> (bytes: Int, chunks: Int) {
            var cost = (bytes: 0, chunks: 0)
            try Renderer.render(answer(rows), as: format) { cost = (cost.bytes + $0.count, cost.chunks + 1) }
            return cost
        }
        let (small, large) = try (cost(1000), cost(10_000))
        #expect(large.bytes < small.bytes * 11)
        #expect(large.chunks <= large.bytes / (1 << 16) + 1)
    }

    @Test("a sink that is closed ends it at once", arguments: OutputFormat.allCases)
    func closed(_ format: OutputFormat) {
        var calls = 0
        #expect(throws: Closed.self) {
            try Renderer.render(answer(5000), as: format) { _ in
                calls += 1
                throw Closed()
            }
        }
        #expect(calls == 1)
    }

    @Test("an answer without columns does no harm", arguments: OutputFormat.allCases)
    func noColumns(_ format: OutputFormat) throws {
        _ = try Renderer.render(Answer(columns: [], rows: [[], []]), as: format)
        _ = try Renderer.render(Answer(columns: []), as: format, options: .init(width: 1, layout: .record))
    }
}
