import HTTPTypes
import HummingbirdTesting
import NIOCore
import Synchronization
import Testing
import TomboQuery
import TomboRecords
import TomboRender
import TomboSources
import TomboStore
import TomboTestKit

@testable import TomboServer

@Suite("What a question over HTTP may take")
struct APILimitTests {
    private static let lab = Task { try await LabServer.database() }

    private func server() async throws -> LabServer { LabServer(try await Self.lab.value) }

    @Test("an address without end is refused")
    func longAddress() {
        #expect(RequestGuard.refusal(.get, nil, String(repeating: "x", count: 9000))?.status == .uriTooLong)
    }

    @Test("a question that takes too long is given up")
    func tooSlow() async throws {
        let query =
            "WITH%20RECURSIVE%20n(x)%20AS%20(SELECT%201%20UNION%20ALL%20SELECT%20x+1%20FROM%20n)%20SELECT%20max(x)%20FROM%20n"
        try await server().with(answerWithin: .milliseconds(200)) { client in
            let answer = try await client.ask("/api/v1/sql?query=\(query)")
            #expect(answer.status == 504, "\(answer.body)")
            #expect(answer.json["error"]["code"] == "answer_timed_out")
            // The connection was interrupted, not lost; a busy machine may need more than 200 ms for this one, too.
            var status = 504
            for _ in 0..<50 where status == 504 { status = try await client.ask("/api/v1/list?kind=flavor").status }
            #expect(status == 200)
        }
    }

    @Test("rows without end are refused before they fill the memory")
    func tooLarge() async throws {
        let query =
            "WITH%20RECURSIVE%20n(x)%20AS%20(SELECT%201%20UNION%20ALL%20SELECT%20x%2B1%20FROM%20n)%20SELECT%20x%20FROM%20n"
        try await server().with(answerWithin: .seconds(600)) { client in
            let answer = try await client.ask("/api/v1/sql?query=\(query)")
            #expect(answer.status == 400, "\(answer.body)")
            #expect(answer.json["error"]["message"] == "The rows of the query are more than 64 MiB.")
            #expect(answer.json["error"]["hint"].text?.contains("LIMIT") == true)
        }
    }

    @Test("a question whose time was over before it began is not begun")
    func tooLate() async throws {
        let server = try await server()
        let query = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
        for _ in 0..<20 {
            let error = await #expect(throws: APIError.self) {
                _ = try await server.pool.ask(within: .zero) { try $0.answer(SQLQuestion(sql: query)).rows.count }
            }
            #expect(error?.code == "answer_timed_out")
        }
    }

    @Test("a question that nobody waits for any more ends")
    func abandoned() async throws {
        let server = try await server()
        let query = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
        let asking = Task {
            try await server.pool.ask(within: .seconds(600)) { try $0.answer(SQLQuestion(sql: query)).rows.count }
        }
        asking.cancel()
        let result = await asking.result
        #expect(throws: (any Error).self) { try result.get() }
    }
}
