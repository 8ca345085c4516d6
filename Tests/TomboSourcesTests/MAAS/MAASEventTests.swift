import Foundation
import Logging
import Synchronization
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

@Suite("maas_event")
struct MAASEventTests {
    private static let base = "http://maas:5240/MAAS/api/2.0/"

    /// Answers as MAAS does: the newest of a level first, so many as were asked for, below the id of `before`.
    private final class Log: Transport {
        let user: String
        let events: [String: [String]]
        let refused: [String: Int]
        let ignoresBefore: Bool
        let asked = Mutex<[String]>([])

        init(
            _ events: [String: [String]], refused: [String: Int] = [:], ignoresBefore: Bool = false,
            user: String = #"{"username": "tombo", "is_superuser": true}"#
        ) {
            (self.events, self.refused, self.ignoresBefore, self.user) = (events, refused, ignoresBefore, user)
        }

        func send(_ request: HTTPRequest) async throws(CollectError) -> HTTPResponse {
            #expect(request.method == "GET")
            let path = request.url.replacing(MAASEventTests.base, with: "")
            if path.hasPrefix("users/") { return HTTPResponse(status: 200, body: Data(user.utf8)) }
            guard path.hasPrefix("events/"), let parts = URLComponents(string: path) else {
                return HTTPResponse(status: 200, body: Data("[]".utf8))
            }
            asked.withLock { $0.append(path) }
            let query = Dictionary(uniqueKeysWithValues: (parts.queryItems ?? []).map { ($0.name, $0.value ?? "") })
            let level = query["level"] ?? ""
            if let status = refused[level] ?? refused[path] {
                return HTTPResponse(status: status, body: Data("no".utf8))
            }
            #expect(query["op"] == "query" && query["limit"] == "1000")
            let found = (events[level] ?? []).filter { event in
                guard !ignoresBefore, let before = query["before"].flatMap({ Int($0) }) else { return true }
                return (Value(json: event)?["id"].integer ?? 0) < before
            }.prefix(1000)
            let body = "{\"count\": \(found.count), \"events\": [\(found.joined(separator: ","))], \"next_uri\": \"\"}"
            return HTTPResponse(status: 200, body: Data(body.utf8))
        }
    }

    private static func event(
        _ id: Int, level: String = "INFO", type: String = "Deployed", description: String = "",
        user: String = "unknown", created: String = "Mon, 23 Nov. 2026 19:37:23"
    ) -> String {
        """
        {"username": "\(user)", "node": "fg8g6h", "hostname": "retired1", "id": \(id), "level": "\(level)",
         "created": "\(created)", "type": "\(type)", "description": "\(description)"}
        """
    }

    private static let audit = event(
        7, level: "AUDIT", type: "Node", description: "Started deploying 'retired1'.", user: "admin")

    private func collect(_ log: Log, since: String? = nil) async throws -> TomboRecords.Collection {
        let since = NewsSince(recorded: since.map { ["since_maas_event": $0] } ?? [:])
        let collections = await MAASSource(base: Self.base).collect(
            with: SourceMeans(transport: log, logger: Logger(label: "test"), since: since))
        return try #require(collections.first { $0.spec.kind == "maas_event" })
    }

    private func rows(_ collection: TomboRecords.Collection) -> [[String: Value]] {
        collection.rows.map { Dictionary(uniqueKeysWithValues: zip(collection.spec.columns.map(\.name), $0.values)) }
    }

    @Test("audits and the events from INFO up are two listings, and what is not said is null")
    func whole() async throws {
        let log = Log(["AUDIT": [Self.audit], "INFO": [Self.event(9)]])
        let found = try await collect(log)
        #expect(found.outcome == .complete)
        #expect(found.rows.map(\.key) == ["7/2026-11-23T19:37:23Z", "9/2026-11-23T19:37:23Z"])
        let rows = rows(found)
        #expect(rows[0]["username"] == "admin" && rows[0]["description"] == "Started deploying 'retired1'.")
        #expect(rows[0]["node"] == "fg8g6h" && rows[0]["hostname"] == "retired1" && rows[0]["type"] == "Node")
        #expect(rows[1]["username"] == .null && rows[1]["description"] == .null && rows[1]["level"] == "INFO")
        #expect(
            log.asked.withLock(\.self) == [
                "events/?op=query&level=AUDIT&limit=1000", "events/?op=query&level=INFO&limit=1000",
            ])
    }

    @Test("a number that a restored MAAS gives out again is another event")
    func restored() async throws {
        let again = Self.event(9, type: "Ready", created: "Wed, 02 Dec. 2026 08:00:00")
        let found = try await collect(Log(["INFO": [again, Self.event(9)]]))
        #expect(found.outcome == .complete && found.rows.count == 2)
    }

    @Test("it reads back page by page, until what is older than the last look")
    func pages() async throws {
        let old = (1...1500).reversed().map { Self.event($0, created: "Sun, 22 Nov. 2026 19:37:23") }
        let new = (1501...3200).reversed().map { Self.event($0) }
        let log = Log(["INFO": new + old])
        let found = try await collect(log, since: "2026-11-23T00:00:00Z")
        #expect(found.outcome == .complete && found.rows.count == 1700)
        #expect(
            log.asked.withLock(\.self).dropFirst() == [
                "events/?op=query&level=INFO&limit=1000", "events/?op=query&level=INFO&limit=1000&before=2201",
            ])
        let all = Log(["INFO": new + old])
        #expect(try await collect(all).rows.count == 3200)
        #expect(all.asked.withLock(\.self).last == "events/?op=query&level=INFO&limit=1000&before=201")
    }

    @Test("more than a round takes in is partial, and says so")
    func bounded() async throws {
        let many = (1...21_000).reversed().map { Self.event($0) }
        let found = try await collect(Log(["INFO": many]), since: "2026-11-01T00:00:00Z")
        guard case .partial(let rows, let reason) = found.result else {
            Issue.record("it was \(found.outcome)")
            return
        }
        #expect(rows.count == 20_000 && rows[0].key.hasPrefix("21000/"))
        #expect(reason.contains("more than 20000 events of level INFO or above since 2026-11-01"), "\(reason)")
    }

    @Test("a MAAS that gives the same page for older events is not asked for ever")
    func loop() async throws {
        let page = (1...1000).reversed().map { Self.event($0) }
        let log = Log(["INFO": page], ignoresBefore: true)
        let found = try await collect(log)
        guard case .partial(let rows, let reason) = found.result else {
            Issue.record("it was \(found.outcome)")
            return
        }
        #expect(rows.count == 1000 && reason.contains("same events again") && log.asked.withLock(\.count) == 3)
    }

    @Test("what fails later leaves what came, and says why", arguments: [true, false])
    func later(isPage: Bool) async throws {
        let page = (1...1000).reversed().map { Self.event($0) }
        let refused = isPage ? "events/?op=query&level=INFO&limit=1000&before=1" : "INFO"
        let audit = Self.audit.replacing("\"id\": 7", with: "\"id\": 7000")
        let found = try await collect(Log(["AUDIT": [audit], "INFO": page], refused: [refused: 500]))
        guard case .partial(let rows, let reason) = found.result else {
            Issue.record("it was \(found.outcome)")
            return
        }
        #expect(rows.count == (isPage ? 1001 : 1) && reason.contains("500"), "\(reason)")
    }

    @Test(
        "a MAAS that refuses its log fails this kind alone",
        arguments: [(403, CollectError.Code.forbidden), (404, .notFound)])
    func refused(status: Int, code: CollectError.Code) async throws {
        let log = Log([:], refused: ["AUDIT": status])
        let collections = await MAASSource(base: Self.base).collect(
            with: SourceMeans(transport: log, logger: Logger(label: "test")))
        for collection in collections {
            guard case .failed(let error) = collection.result else {
                #expect(collection.spec.kind != "maas_event" && collection.outcome == .complete)
                continue
            }
            #expect(collection.spec.kind == "maas_event" && error.code == code && error.remedy != nil)
        }
    }

    @Test("who is no administrator is shown the events of some machines only")
    func plainUser() async throws {
        let log = Log(["INFO": [Self.event(9)]], user: #"{"username": "bob", "is_superuser": false}"#)
        guard case .partial(let rows, let reason) = try await collect(log).result else {
            Issue.record("it was believed whole")
            return
        }
        #expect(rows.count == 1 && reason.contains("bob is no administrator"))
    }

    @Test(
        "an event that is not as MAAS promises is an error with its path",
        arguments: [
            ("\"Mon, 23 Nov. 2026 19:37:23\"", "\"yesterday\"", "created"), ("\"id\": 9", "\"id\": \"x\"", "id"),
            ("\"level\": \"INFO\",", "", "level"),
        ])
    func broken(text: String, replacement: String, path: String) async throws {
        let log = Log(["AUDIT": [Self.event(9).replacing(text, with: replacement)]])
        guard case .failed(let error) = try await collect(log).result else {
            Issue.record("it was believed")
            return
        }
        #expect(error.code == .malformedAnswer && error.message.contains("events[0].\(path)"), "\(error.message)")
    }

    @Test("a secret in somebody's sentence is not kept")
    func secret() async throws {
        let log = Log(["INFO": [Self.event(9, description: "ran with password=hunter2-hunter2")]])
        let description = rows(try await collect(log))[0]["description"]?.text
        #expect(description?.contains("ran with") == true && description?.contains("hunter2") == false)
    }

    @Test("its dates are read in every month, and nothing else is a date")
    func dates() {
        #expect(MAAS.Event.moment("Fri, 01 May. 2026 00:00:09")?.iso8601 == "2026-05-01T00:00:09Z")
        #expect(MAAS.Event.moment("Fri, 07 Dec. 2018 20:11:08")?.iso8601 == "2018-12-07T20:11:08Z")
        for text in ["", "Fri, 07 Dec 2018 20:11:08", "Fri, 07 Dez. 2018 20:11:08", "Fri, 7 Dec. 2018 20:11:08"] {
            #expect(MAAS.Event.moment(text) == nil, "\(text)")
        }
    }
}
