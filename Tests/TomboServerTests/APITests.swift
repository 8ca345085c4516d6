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

@Suite("Questions over HTTP")
struct APITests {
    private static let lab = Task { try await LabServer.database() }

    private func server() async throws -> LabServer { LabServer(try await Self.lab.value) }

    /// A request for each question that has to have parameters.
    private static let samples = [
        "list": "?kind=server", "show": "?resource=server/lb", "where": "?resources=lb", "impact": "?resource=node3",
        "fit": "?flavor=m1.small=1", "what-if": "?lose=node3", "blame": "?resource=server/lb",
        "explain": "?resource=server/lb",
        "sql": "?query=SELECT%20name%20FROM%20nova_server%20ORDER%20BY%20name",
    ]

    @Test("every question has an answer", arguments: QuestionRoute.all.map(\.name))
    func answers(_ name: String) async throws {
        try await server().with { client in
            let answer = try await client.ask("/api/v1/\(name)\(Self.samples[name] ?? "")")
            #expect(answer.status == 200, "\(answer.body)")
            #expect(answer.headers[.contentType] == "application/json")
            #expect(!answer.json["rows"].elements.isEmpty)
        }
    }

    @Test("an answer is the command line's, byte for byte")
    func same() async throws {
        let server = try await server()
        let expected = try await server.pool.ask { archive in
            try Renderer.render(
                archive.answer(WhereQuestion(resources: ["lb"]), at: SnapshotReference("tarefa-4")), as: .json)
        }
        try await server.with { client in
            let answer = try await client.ask("/api/v1/where?resources=lb&at=tarefa-4")
            #expect(answer.body == expected)
            #expect(answer.json["snapshot"]["label"] == "tarefa-4")
        }
    }

    @Test("repeated parameters, columns and formats are taken")
    func parameters() async throws {
        try await server().with { client in
            let both = try await client.ask("/api/v1/where?resources=lb&resources=db&column=resource,host")
            #expect(both.json["rows"].elements.count == 2)
            let csv = try await client.ask("/api/v1/list?kind=server&format=csv&column=name&sort_column=name")
            #expect(csv.headers[.contentType] == "text/csv; charset=utf-8")
            #expect(csv.body.hasPrefix("name"))
            let sum = try await client.ask("/api/v1/diff?range=tarefa-1..tarefa-2&stat=true")
            #expect(sum.status == 200 && sum.json["from"]["label"] == "tarefa-1")
        }
    }

    @Test(
        "what cannot be answered says why, with the status that fits",
        arguments: [
            ("/api/v1/where", 400, "missing_parameter"), ("/api/v1/show", 400, "missing_parameter"),
            ("/api/v1/where?resuorces=lb", 400, "unknown_parameter"),
            ("/api/v1/capacity?by=moon", 400, "bad_value"), ("/api/v1/snapshots?n=-1", 400, "bad_value"),
            ("/api/v1/diff?stat=perhaps", 400, "bad_value"),
            ("/api/v1/status?cloud=a&cloud=b", 400, "repeated_parameter"),
            ("/api/v1/sql?query=DELETE%20FROM%20label", 400, "bad_query"),
            ("/api/v1/status?column=moon", 400, "unknown_column"),
            ("/api/v1/log?until=tarefa-1&at=tarefa-2", 400, "contradiction"),
            ("/api/v1/where?resources=nobody", 404, "unknown_resource"),
            ("/api/v1/list?kind=moon", 404, "unknown_kind"),
            ("/api/v1/status?at=tarefa-9", 404, "unknown_snapshot"),
            ("/api/v1/status?cloud=moon", 404, "unknown_cloud"),
            ("/api/v1/show?resource=admin", 409, "ambiguous_resource"),
            ("/api/v1/moon", 404, "unknown_path"), ("/", 404, "unknown_path"),
            ("/api/v1/../../etc/passwd", 404, "unknown_path"), ("/%2e%2e/etc/passwd", 404, "unknown_path"),
        ])
    func errors(_ uri: String, _ status: Int, _ code: String) async throws {
        try await server().with { client in
            let answer = try await client.ask(uri)
            #expect(answer.status == status, "\(answer.body)")
            #expect(answer.json["error"]["code"].text == code, "\(answer.body)")
            #expect(answer.json["error"]["message"].text?.hasSuffix(".") == true)
        }
    }

    @Test("an answer that still holds is not sent again")
    func entityTag() async throws {
        try await server().with { client in
            let first = try await client.ask("/api/v1/where?resources=lb")
            let tag = try #require(first.headers[.eTag])
            let again = try await client.ask("/api/v1/where?resources=lb", [.ifNoneMatch: "\"x\", W/\(tag)"])
            #expect(again.status == 304 && again.body.isEmpty && again.headers[.eTag] == tag)
            let other = try await client.ask("/api/v1/where?resources=db", [.ifNoneMatch: tag])
            #expect(other.status == 200 && other.headers[.eTag] != tag)
        }
    }

    @Test("a new name of a snapshot is a new revision, as answers tell it")
    func revision() async throws {
        let folder = try await LabServer.database(stages: 1)
        let before = try StoreReader(path: folder.file("tombo.db"), specs: SourceType.specs).read { try $0.revision() }
        let store = try Store(path: folder.file("tombo.db"), specs: SourceType.specs)
        let snapshot = try StoreReader(path: store.path, specs: SourceType.specs).read { try $0.latest() }
        try store.label(try #require(snapshot), as: "other")
        let after = try StoreReader(path: store.path, specs: SourceType.specs).read { try $0.revision() }
        #expect(before != after)
    }

    @Test("what moves by itself has no tag: it would claim that nothing changed")
    func noTag() async throws {
        try await server().with { client in
            for uri in [
                "/api/v1/status", "/api/v1/list?kind=server&at=@1%20min%20ago", "/api/v1/verify",
                "/api/v1/sql?query=SELECT%20random()",
            ] {
                let answer = try await client.ask(uri)
                #expect(answer.headers[.eTag] == nil)
            }
        }
    }

    @Test("somebody's SQL is asked each time: chance and time are no history")
    func chance() async throws {
        try await server().with { client in
            let first = try await client.ask("/api/v1/sql?query=SELECT%20random()")
            #expect(try await client.ask("/api/v1/sql?query=SELECT%20random()").body != first.body)
        }
    }

    @Test("the same question in another order is the same question")
    func order() async throws {
        try await server().with { client in
            let one = try await client.ask("/api/v1/list?kind=server&at=tarefa-4&column=name&column=status")
            let other = try await client.ask("/api/v1/list?column=name&column=status&at=tarefa-4&kind=server")
            #expect(one.headers[.eTag] != nil && one.headers[.eTag] == other.headers[.eTag])
            #expect(one.body == other.body)
            let turned = try await client.ask("/api/v1/list?kind=server&at=tarefa-4&column=status&column=name")
            #expect(turned.headers[.eTag] != one.headers[.eTag] && turned.body != one.body)
        }
    }

    @Test("another configuration is another answer, with another tag")
    func configured() async throws {
        let settings = Mutex(AnswerSettings(roles: ["lab": ["web": ["lb"]]], edition: "1"))
        try await server().with(settings: { settings.withLock { $0 } }) { client in
            let uri = "/api/v1/where?role=web"
            let before = try await client.ask(uri)
            #expect(try await client.ask(uri).headers[.eTag] == before.headers[.eTag])
            settings.withLock { $0 = AnswerSettings(roles: ["lab": ["web": ["db"]]], edition: "2") }
            let after = try await client.ask(uri, [.ifNoneMatch: try #require(before.headers[.eTag])])
            #expect(after.status == 200 && after.body != before.body)
        }
    }

    @Test("rules of one's own are asked each time")
    func userRules() async throws {
        let file = "/etc/tombo/tombo.yaml"
        var entry = CheckPlan.Entry(name: "now", place: "`checks.now` in \(file)")
        entry.severity = "warning"
        entry.sql = "SELECT 'server' AS kind, 'lb' AS name, random() AS message"
        let plan = try CheckPlan([entry])
        try await server().with(settings: { AnswerSettings(checks: plan, edition: "1") }) { client in
            let answer = try await client.ask("/api/v1/check")
            #expect(answer.status == 200 && answer.headers[.eTag] == nil)
        }
        try await server().with { client in
            let answer = try await client.ask("/api/v1/check")
            #expect(answer.status == 200 && answer.headers[.eTag] != nil)
        }
    }

    @Test("what another program writes is in the next answer")
    func written() async throws {
        let server = LabServer(try await LabServer.database(stages: 2))
        try await server.with { client in
            let before = try await client.ask("/api/v1/snapshots")
            #expect(try await client.ask("/api/v1/snapshots").body == before.body)
            let store = try Store(path: server.folder.file("tombo.db"), specs: SourceType.specs)
            let snapshot = try StoreReader(path: store.path, specs: SourceType.specs).read { try $0.latest() }
            try store.label(try #require(snapshot), as: "renamed")
            let after = try await client.ask("/api/v1/snapshots", [.ifNoneMatch: try #require(before.headers[.eTag])])
            #expect(after.status == 200 && after.body.contains("renamed"))
            #expect(try await client.ask("/api/v1/list?kind=server&at=renamed").status == 200)
        }
    }

    @Test("nothing is changed over HTTP")
    func methods() async throws {
        try await server().with { client in
            for method in [HTTPRequest.Method.post, .put, .delete, .patch] {
                let response = try await client.execute(uri: "/api/v1/status", method: method)
                #expect(response.status == .methodNotAllowed)
                #expect(response.headers[.allow] == "GET, HEAD")
            }
            #expect(try await client.execute(uri: "/api/v1/status", method: .head).status == .ok)
        }
    }

    @Test(
        "only names of this machine are answered to",
        arguments: [
            (nil, true), ("127.0.0.1:9810", true), ("localhost:9810", true), ("[::1]:9810", true), ("localhost", true),
            ("evil.example:9810", false), ("127.0.0.1.evil.example", false), ("10.0.0.1:9810", false),
        ] as [(String?, Bool)])
    func names(_ authority: String?, _ isOurs: Bool) {
        #expect((RequestGuard.refusal(.get, authority, "/") == nil) == isOurs)
    }

    @Test("nobody listens where others could reach it")
    func loopback() async throws {
        let server = try await server()
        for host in ["0.0.0.0", "::", "192.0.2.1", "example.org", "127.0.0.1.example.org", ""] {
            #expect(throws: ListenError.self, "\(host)") {
                _ = try HTTPService.application(
                    HTTPRoutes(
                        pool: server.pool, revisions: server.revisions, specs: [], answerWithin: .seconds(1),
                        settings: { .init() }, metrics: { .init() }, readiness: { Readiness() }),
                    at: ListenAddress(host: host, port: 0), logger: LabServer.quiet)
            }
        }
    }

    @Test("ready is who has a snapshot and can save the next")
    func readiness() async throws {
        try await server().with { client in
            let answer = try await client.ask("/readyz")
            #expect(answer.status == 200 && answer.json["snapshots"].elements.first?["seq"] == 4)
            #expect(try await client.ask("/healthz").body == "ok\n")
        }
        try await server().with(fault: .init(code: "full", message: "No space is left.", remedy: "Free some.")) {
            client in
            let answer = try await client.ask("/readyz")
            #expect(answer.status == 503 && answer.json["reasons"].elements.first?["code"] == "full")
            #expect(try await client.ask("/api/v1/where?resources=lb").status == 200)
        }
        #expect(Readiness().reasons.first?.code == "no_snapshot")
    }
}
