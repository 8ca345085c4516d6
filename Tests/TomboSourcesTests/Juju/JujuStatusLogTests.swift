import Foundation
import Logging
import Synchronization
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

@Suite("juju_status_log, and since when a status is what it is")
struct JujuStatusLogTests {
    private static let model = "0b5f2a4c-7d0e-4b3a-9c61-3d1f5a8e6b27"

    /// The `juju` command of a model, and the entries that it prints by entity and type.
    private final class Command: Transport {
        let status: String
        let logs: [String: HTTPResponse]
        let asked = Mutex<[String]>([])

        init(_ status: String, _ logs: [String: HTTPResponse]) { (self.status, self.logs) = (status, logs) }

        func send(_ request: HTTPRequest) async throws(CollectError) -> HTTPResponse {
            let url = request.url
            if url.contains("show-status-log") {
                asked.withLock { $0.append(url) }
                guard let found = logs.first(where: { url.contains("show-status-log \($0.key) ") })?.value else {
                    return HTTPResponse(
                        status: 1, headers: ["stderr": "ERROR no status history available"], body: Data())
                }
                return found
            }
            if url.hasPrefix("juju models") {
                let models = """
                    {"models": [{"name": "bob/openstack", "short-name": "openstack", "model-uuid": "\(JujuStatusLogTests.model)"}]}
                    """
                return HTTPResponse(status: 0, body: Data(models.utf8))
            }
            let body = url.hasPrefix("juju status") ? status : "{\"controllers\": {}}"
            return HTTPResponse(status: 0, body: Data(body.utf8))
        }
    }

    private static func printed(_ text: String) -> HTTPResponse { HTTPResponse(status: 0, body: Data(text.utf8)) }

    /// `{"workload-status": …}` of a unit: word and since when, of the charm and of the agent.
    private static func unit(_ workload: (String, String), _ agent: (String, String)) -> String {
        """
        {"machine": "0", "workload-status": {"current": "\(workload.0)", "message": "m", "since": "\(workload.1)"},
         "juju-status": {"current": "\(agent.0)", "since": "\(agent.1)"}}
        """
    }

    private static func status(_ units: [String: String], machines: String = "{}") -> String {
        let list = units.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ",")
        return JujuStatusTests.document(
            machines: machines,
            applications:
                "{\"vault\": {\"charm\": \"vault\", \"charm-name\": \"vault\", \"exposed\": false, \"units\": {\(list)}}}"
        )
    }

    private func collect(
        _ transport: any Transport, _ settings: JujuSettings = JujuSettings(statusLog: true),
        since: String? = "2026-11-25T00:00:00Z"
    ) async throws -> (log: TomboRecords.Collection, all: [TomboRecords.Collection]) {
        let since = NewsSince(recorded: since.map { ["since_juju_status_log": $0] } ?? [:])
        let all = await JujuSource(settings: settings).collect(
            with: SourceMeans(transport: transport, logger: Logger(label: "test"), since: since))
        return (try #require(all.first { $0.spec.kind == "juju_status_log" }), all)
    }

    private static let old = "2026-11-20 06:00:00Z"
    private static let new = "2026-11-25 06:00:00Z"

    private static let entries = """
        [{"status": "active", "message": "Unit is ready", "since": "2026-11-20T06:00:00.5Z", "type": "workload"},
         {"status": "maintenance", "message": "unsealing", "since": "2026-11-25T08:59:58.123456789+03:00", "type": "workload"},
         {"status": "blocked", "message": "m", "since": "2026-11-25T06:00:00Z", "type": "workload", "data": {"x": 1}}]
        """

    @Test("only what has another status since the last look is asked, and only its newer entries are kept")
    func news() async throws {
        let command = Command(
            Self.status(
                [
                    "vault/0": Self.unit(("blocked", Self.new), ("idle", Self.new)),
                    "vault/1": Self.unit(("active", Self.old), ("executing", Self.new)),
                    "vault/2": Self.unit(("active", Self.old), ("failed", Self.new)),
                ],
                machines: """
                    {"0": {"juju-status": {"current": "started", "since": "20 Nov 2026 06:00:00Z"}, "instance-id": "x",
                      "machine-status": {"current": "running", "since": "25 Nov 2026 09:00:00+03:00"}}}
                    """),
            [
                "vault/0": Self.printed(Self.entries),
                "vault/2": Self.printed(
                    """
                    [{"status": "idle", "since": "2026-11-25T05:00:00Z"},
                     {"status": "failed", "message": "resolver", "since": "2026-11-25T06:00:00Z"}]
                    """),
                "0": Self.printed(
                    "[{\"status\": \"running\", \"since\": \"2026-11-25T06:00:00Z\", \"type\": \"machine\"}]"),
            ])
        let (log, _) = try await collect(command)
        #expect(log.outcome == .complete)
        let end = "-n 20 -m bob/openstack --format json --utc -B"
        #expect(
            command.asked.withLock { $0.sorted() } == [
                "juju show-status-log 0 --type machine \(end)", "juju show-status-log vault/0 --type workload \(end)",
                "juju show-status-log vault/2 --type juju-unit \(end)",
            ])
        let rows = log.rows.map { $0.values.map { $0.text ?? "-" }.joined(separator: "|") }
        #expect(
            Set(rows) == [
                "openstack/vault/0|unit|workload|2026-11-25T05:59:58.123Z|maintenance|unsealing",
                "openstack/vault/0|unit|workload|2026-11-25T06:00:00Z|blocked|m",
                "openstack/vault/2|unit|juju-unit|2026-11-25T06:00:00Z|failed|resolver",
                "openstack/0|machine|machine|2026-11-25T06:00:00Z|running|-",
            ])
    }

    @Test("without `status_log: true` nothing is asked, and that is no gap")
    func leftOut() async throws {
        let command = Command(Self.status(["vault/0": Self.unit(("blocked", Self.new), ("idle", Self.new))]), [:])
        let (log, all) = try await collect(command, JujuSettings())
        guard case .skipped(let reason) = log.result else {
            Issue.record("it was \(log.outcome)")
            return
        }
        #expect(reason.hasPrefix(TomboRecords.Collection.leftOutMark) && reason.contains("status_log"))
        #expect(command.asked.withLock(\.isEmpty) && all.map(\.spec) == SourceType.juju.specs)
    }

    @Test("more than fifty are not asked in one round, and the newest come first")
    func bounded() async throws {
        let units = (0..<60).map { number in
            (
                "vault/\(number)",
                Self.unit(("blocked", "2026-11-25 06:\(number < 10 ? "0" : "")\(number):00Z"), ("idle", Self.old))
            )
        }
        let command = Command(Self.status(Dictionary(uniqueKeysWithValues: units)), [:])
        guard case .partial(_, let reason) = try await collect(command).log.result else {
            Issue.record("it was believed whole")
            return
        }
        let asked = command.asked.withLock(\.self)
        #expect(asked.count == 50 && asked[0].contains("vault/59 ") && asked[49].contains("vault/10 "))
        #expect(reason.contains("60 units and machines") && reason.contains("50"))
    }

    @Test("a log that cannot be read, or is none, leaves the others'")
    func failures() async throws {
        let units = ["vault/0", "vault/1", "vault/2"].map { ($0, Self.unit(("blocked", Self.new), ("idle", Self.old))) }
        for broken in [
            HTTPResponse(status: 1, headers: ["stderr": "ERROR permission denied"], body: Data()),
            Self.printed("{}"), Self.printed("[{\"message\": \"without a word\"}]"), Self.printed("[{\"stat"),
        ] {
            let command = Command(
                Self.status(Dictionary(uniqueKeysWithValues: units)),
                ["vault/0": Self.printed(Self.entries), "vault/1": broken])
            guard case .partial(let rows, let reason) = try await collect(command).log.result else {
                Issue.record("\(broken) was believed")
                continue
            }
            #expect(rows.count == 2 && reason.contains("vault/1"), "\(reason)")
        }
    }

    @Test("the controller's API tells the same as the command")
    func api() async throws {
        let settings = JujuAPIClient.Settings(controller: "ctrl", user: "admin")
        // Of an address the fixtures know what follows the first slash.
        let key = "RPC /\(Self.model)/Client/StatusHistory?workload=unit-vault-0"
        let summaries =
            "{\"results\": [{\"result\": {\"name\": \"openstack\", \"owner-tag\": \"user-bob\", \"uuid\": \"\(Self.model)\"}}]}"
        let full = """
            {"model": {"name": "openstack"}, "machines": {}, "applications": {"vault": {"charm": "ch:amd64/jammy/vault-1",
             "units": {"vault/0": {"workload-status": {"status": "blocked", "info": "m", "since": "2026-11-25T06:00:00Z"},
              "agent-status": {"status": "idle", "since": "2026-11-25T06:00:00Z"}, "machine": "0"}}}}}
            """
        let wire = Self.entries.replacing("\"message\"", with: "\"info\"").replacing("\"type\"", with: "\"kind\"")
        func transport(_ history: String) -> FixtureTransport {
            FixtureTransport([
                "RPC /ListModelSummaries?all": .json(summaries),
                "RPC /\(Self.model)/Client/FullStatus": .json(full), key: .json(history),
            ])
        }
        var asking = JujuSettings(statusLog: true)
        asking.api = settings
        let lab = transport("{\"results\": [{\"history\": {\"statuses\": \(wire)}}]}")
        let found = try await collect(lab, asking)
        #expect(found.log.outcome == .complete, "\(found.log.result) \(lab.askedKeys)")
        let command = Command(
            Self.status(["vault/0": Self.unit(("blocked", Self.new), ("idle", Self.new))]),
            ["vault/0": Self.printed(Self.entries)])
        let rows = try await collect(command).log.rows
        #expect(rows.count == 2 && rows == found.log.rows)
        let sent = try #require(lab.asked.last { $0.url.contains("StatusHistory") }?.body)
        #expect(
            String(decoding: sent, as: UTF8.self)
                == #"{"requests":[{"historyKind":"workload","size":20,"filter":{"size":20,"date":null,"delta":null,"exclude":[]},"tag":"unit-vault-0"}]}"#
        )
        // Each unit's stamps are the same, whichever way they come.
        for kind in ["juju_unit", "juju_application"] {
            let spec = try #require(SourceType.juju.specs.first { $0.kind == kind })
            let api = found.all.first { $0.spec == spec }?.rows.first
            for index in spec.stampIndices where spec.columns[index].name != "status_since" {
                #expect(api?.values[index] == "2026-11-25T06:00:00Z", "\(spec.columns[index].name)")
            }
        }
        for refused in [
            "{\"results\": [{\"error\": {\"message\": \"permission denied\", \"code\": \"unauthorized access\"}}]}",
            "{\"results\": [{\"history\": {\"statuses\": [], \"error\": {\"message\": \"broken\", \"code\": \"\"}}}]}",
            "{\"results\": []}",
        ] {
            #expect(try await collect(transport(refused), asking).log.outcome == .failed, "\(refused)")
        }
        #expect(
            try await collect(transport("{\"results\": [{\"history\": {\"statuses\": []}}]}"), asking).log.outcome
                == .complete)
    }

    @Test("a recording keeps that the log was asked for, and its replay asks for the same")
    func recorded() {
        let settings = JujuSettings(models: ["openstack"], statusLog: true)
        #expect(JujuSettings(recorded: settings.recorded) == settings)
        #expect(JujuSettings(recorded: JujuSettings().recorded).statusLog == false)
    }

    @Test("the moments of a status are read as Juju writes them, and none is made up")
    func moments() throws {
        for (text, expected) in [
            ("12 Jul 2023 13:01:02+03:00", "2023-07-12T10:01:02Z"), ("09 May 2025 15:24:16Z", "2025-05-09T15:24:16Z"),
            ("2023-07-12 10:01:02Z", "2023-07-12T10:01:02Z"),
            ("2024-12-04T01:43:51.558449988Z", "2024-12-04T01:43:51.558Z"),
        ] {
            #expect(JujuWord(.object([.init("current", "x"), .init("since", .text(text))])).since == expected)
        }
        for text in ["just now", "12 Foo 2023 13:01:02Z", "", "12 Jul 2023"] {
            #expect(JujuWord(.object([.init("since", .text(text))])).since == nil, "\(text)")
        }
        #expect(JujuWord(.object([.init("since", .null)])).since == nil)
    }

    @Test("what Juju makes up itself has no time of the source")
    func lost() throws {
        func since(_ workload: (String, String), _ agent: (String, String)) throws -> [Value] {
            var faults: [String] = []
            let document = try #require(Value(json: Self.status(["vault/0": Self.unit(workload, agent)])))
            let unit = try #require(Juju.Unit.records(in: JujuStatus(document, what: "it"), faults: &faults).first)
            return Juju.Unit.spec.stampIndices.map { unit.values[$0] }
        }
        #expect(
            try since(("active", Self.old), ("idle", Self.new)) == ["2026-11-20T06:00:00Z", "2026-11-25T06:00:00Z"])
        #expect(try since(("unknown", Self.old), ("lost", Self.new)) == [.null, .null])
        #expect(try since(("error", Self.old), ("lost", Self.new)) == ["2026-11-20T06:00:00Z", .null])
        #expect(try since(("active", Self.old), ("executing", Self.new)) == ["2026-11-20T06:00:00Z", .null])
        let down = JujuStatusTests.document(
            machines: "{\"0\": {\"juju-status\": {\"current\": \"down\", \"since\": \"\(Self.old)\"}}}")
        var faults: [String] = []
        let document = try #require(Value(json: down))
        let machine = try #require(
            Juju.Machine.records(in: JujuStatus(document, what: "it"), faults: &faults).first)
        #expect(Juju.Machine.spec.stampIndices.allSatisfy { machine.values[$0].isNull })
    }
}
