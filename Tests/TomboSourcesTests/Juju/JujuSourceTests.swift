import Foundation
import Logging
import Synchronization
import Testing
import TomboRecords
import TomboStore
import TomboTestKit

@testable import TomboSources

@Suite("Juju as a source")
struct JujuSourceTests {
    /// Answers commands as a controller's client would.
    final class Client: Transport {
        let answers: Mutex<[String: HTTPResponse]>
        let asked = Mutex<[String]>([])

        init(_ answers: [String: HTTPResponse]) { self.answers = Mutex(answers) }

        func send(_ request: HTTPRequest) async throws(CollectError) -> HTTPResponse {
            asked.withLock { $0.append(request.url) }
            let found = answers.withLock { answers in answers.first { request.url.hasPrefix($0.key) }?.value }
            guard let found else { throw CollectError(.notRecorded, "nothing for \(request.url)") }
            return found
        }
    }

    private static func printed(_ text: String, status: Int = 0, stderr: String? = nil) -> HTTPResponse {
        HTTPResponse(status: status, headers: stderr.map { ["stderr": $0] } ?? [:], body: Data(text.utf8))
    }

    private static let controllers = "{\"controllers\": {\"ctrl\": {\"uuid\": \"u\", \"agent-version\": \"3.6.5\"}}}"
    private static let models =
        "{\"models\": [{\"name\": \"admin/openstack\", \"short-name\": \"openstack\", \"model-uuid\": \"m\", \"owner\": \"admin\"}]}"

    private static func unit(_ workload: String, agent: String, message: String = "Unit is sealed") -> String {
        JujuStatusTests.document(
            applications: """
                {"vault": {"charm": "vault", "charm-name": "vault", "exposed": false, "units": {"vault/0": {
                  "machine": "0", "workload-status": {"current": "\(workload)", "message": "\(message)",
                  "since": "2026-11-25 06:00:00Z"}, "juju-status": {"current": "\(agent)"}}}}}
                """)
    }

    private func collect(
        _ client: Client, _ settings: JujuSettings = JujuSettings()
    ) async -> [TomboRecords.Collection] {
        await JujuSource(settings: settings).collect(
            with: SourceMeans(transport: client, logger: Logger(label: "test"))
        ).filter { settings.statusLog || $0.spec != Juju.StatusLogEntry.spec }
    }

    private func answers(_ status: HTTPResponse) -> [String: HTTPResponse] {
        [
            "juju status": status, "juju models": Self.printed(Self.models),
            "juju controllers": Self.printed(Self.controllers),
        ]
    }

    @Test("every kind is read from one document a model, with -B and without a browser")
    func whole() async throws {
        let client = Client(answers(Self.printed(JujuStatusTests.document(applications: JujuStatusTests.subordinates))))
        let collections = await collect(client)
        #expect(collections.map(\.spec) == SourceType.juju.specs.filter { $0 != Juju.StatusLogEntry.spec })
        for collection in collections { #expect(collection.outcome == .complete, "\(collection.spec.kind)") }
        #expect(collections[1].rows.map(\.key) == ["openstack"])
        let asked = client.asked.withLock(\.self)
        #expect(
            asked.sorted() == [
                "juju controllers --format json", "juju models --all --format json -B",
                "juju status -m admin/openstack --format json --utc -B",
            ])
    }

    @Test("an empty document of controllers or models is no answer, and ends nothing")
    func emptyDocuments() async throws {
        let status = Self.printed(JujuStatusTests.document())
        for empty in [Self.printed("{}"), Self.printed("{}", status: 200), Self.printed("{\"controllers\": null}")] {
            var all = answers(status)
            (all["juju controllers"], all["juju models"]) = (empty, empty)
            let collections = await collect(Client(all))
            for collection in collections {
                guard case .failed(let error) = collection.result else {
                    Issue.record("\(collection.spec.kind) was \(collection.outcome)")
                    continue
                }
                #expect(error.remedy != nil)
            }
        }
    }

    @Test("who is shown only granted models sees a part: one that is missing may be there")
    func grantedModels() async throws {
        var all = answers(Self.printed(JujuStatusTests.document()))
        all["juju models --all"] = Self.printed("", status: 1, stderr: "ERROR permission denied")
        all["juju models --format"] = all["juju models"]
        all["juju models"] = nil
        let partial = await collect(Client(all)).first { $0.spec.kind == "juju_machine" }
        guard case .partial(_, let reason) = try #require(partial).result else {
            Issue.record("it was believed whole")
            return
        }
        #expect(reason.contains("`models:`"))
        let named = await collect(Client(all), JujuSettings(models: ["openstack"]))
        #expect(named.allSatisfy { $0.outcome == .complete })
    }

    @Test("an error in the place of a status word makes the kind partial, and is no status that is empty")
    func errorsForWords() async throws {
        let text = Self.unit("active", agent: "idle").replacing(
            "\"workload-status\": {\"current\": \"active\"", with: "\"workload-status\": {\"status-error\": \"no word\""
        )
        let unit = await collect(Client(answers(Self.printed(text)))).first { $0.spec.kind == "juju_unit" }
        guard case .partial(let rows, let reason) = try #require(unit).result else {
            Issue.record("it was not partial")
            return
        }
        #expect(rows.count == 1 && reason.contains("vault/0") && reason.contains("no word"))
        let model = JujuStatusTests.document().replacing(
            "{\"current\": \"available\"", with: "{\"status-error\": \"gone\"")
        let models = await collect(Client(answers(Self.printed(model)))).first { $0.spec.kind == "juju_model" }
        #expect(try #require(models).outcome == .partial)
    }

    @Test(
        "what fails before Juju is not called Juju's",
        arguments: [
            (127, "bash: line 1: juju: command not found", CollectError.Code.misconfigured),
            (255, "user@host: Permission denied (publickey).", .unreachable),
            (1, "\u{1B}[31mERROR\u{1B}[0m permission denied", .forbidden),
        ] as [(Int, String, CollectError.Code)])
    func wayThere(status: Int, stderr: String, code: CollectError.Code) async throws {
        let client = Client(answers(Self.printed("", status: status, stderr: stderr)))
        let units = await collect(client, JujuSettings(models: ["openstack"])).first { $0.spec.kind == "juju_unit" }
        guard case .failed(let error) = try #require(units).result else {
            Issue.record("it was believed")
            return
        }
        #expect(error.code == code && !error.message.contains("[31m"), "\(error)")
    }

    @Test("an empty model is a complete answer")
    func empty() async throws {
        let collections = await collect(Client(answers(Self.printed(JujuStatusTests.document()))))
        #expect(collections.allSatisfy { $0.outcome == .complete })
    }

    @Test(
        "a command that failed is no empty model, whatever it prints",
        arguments: [
            ("ERROR model ctrl:admin/openstack not found", CollectError.Code.notFound),
            ("ERROR permission denied (unauthorized access)", .forbidden),
            ("WARNING old\nERROR cannot log into controller \"ctrl\": please enter password", .unauthorized),
            ("ERROR unable to connect to API: dial tcp: connection refused", .unreachable), ("", .serverError),
        ] as [(String, CollectError.Code)])
    func failed(stderr: String, code: CollectError.Code) async throws {
        let client = Client(answers(Self.printed("{}", status: 1, stderr: stderr)))
        let collections = await collect(client, JujuSettings(models: ["openstack"]))
        for collection in collections where collection.spec.kind != "juju_controller" {
            guard case .failed(let error) = collection.result else {
                Issue.record("\(collection.spec.kind) was \(collection.outcome)")
                continue
            }
            #expect(error.code == code && error.remedy != nil)
        }
    }

    @Test("what is no JSON, or cut off, or nothing, is an error", arguments: ["", "<html>", "{\"model\": {", "[]"])
    func rubbish(text: String) async throws {
        let client = Client(answers(Self.printed(text)))
        let machines = await collect(client, JujuSettings(models: ["openstack"])).first {
            $0.spec.kind == "juju_machine"
        }
        guard case .failed(let error) = try #require(machines).result else {
            Issue.record("it was believed")
            return
        }
        #expect(error.code == .malformedAnswer)
    }

    @Test("one model of two that cannot be read makes the listing partial")
    func oneOfTwo() async throws {
        var all = answers(Self.printed(JujuStatusTests.document()))
        all["juju status"] = nil
        all["juju status -m openstack"] = Self.printed(JujuStatusTests.document(machines: "{\"0\": {}}"))
        all["juju status -m other"] = Self.printed("{}", status: 1, stderr: "ERROR model other not found")
        let machines = await collect(Client(all), JujuSettings(models: ["openstack", "other"]))
            .first { $0.spec.kind == "juju_machine" }
        guard case .partial(let rows, let reason) = try #require(machines).result else {
            Issue.record("it was not partial")
            return
        }
        #expect(rows.count == 1 && reason.contains("model other"))
    }

    @Test("a lost agent is an agent lost, and no change of the workload")
    func lostAgent() async throws {
        let folder = try TemporaryFolder()
        let store = try Store(path: folder.file("tombo.db"), specs: SourceType.juju.specs)
        func poll(_ document: String, at second: Double) async throws -> SnapshotReceipt {
            let started = try #require(Instant("2026-11-25T06:00:00Z")).advanced(bySeconds: second)
            let collections = await collect(Client(answers(Self.printed(document))))
            return try store.save(
                Round(cloud: "lab", label: nil, startedAt: started, finishedAt: started, collections: collections))
        }
        _ = try await poll(Self.unit("blocked", agent: "idle"), at: 0)
        let lost = try await poll(
            Self.unit("unknown", agent: "lost", message: "agent lost, see 'juju show-status-log vault/0'"), at: 60)
        #expect(lost.changes == 1)
        let row = try StoreReader(path: store.path, specs: SourceType.juju.specs).read {
            try $0.rows("SELECT workload_status, workload_message, sealed, agent_status FROM juju_unit")
        }
        #expect(row == [["blocked", "Unit is sealed", 1, "lost"]])
        #expect(try await poll(Self.unit("unknown", agent: "lost", message: "agent lost"), at: 120).changes == 0)
        #expect(try await poll(Self.unit("blocked", agent: "executing"), at: 180).changes == 1)
        #expect(try await poll(Self.unit("blocked", agent: "idle"), at: 240).changes == 0)
    }

    @Test("only the options that somebody asked for are read, and no secret among them is kept")
    func options() async throws {
        var all = answers(Self.printed(Self.unit("active", agent: "idle")))
        all["juju config vault"] = Self.printed(
            "{\"settings\": {\"channel\": {\"value\": \"1.8\"}, \"ssl-key\": {\"value\": \"S3cret\"}, \"other\": {\"value\": 1}}}"
        )
        let settings = JujuSettings(models: ["openstack"], options: ["vault": ["channel", "ssl-key"]])
        let applications = await collect(Client(all), settings).first { $0.spec.kind == "juju_application" }
        let text = try #require(applications).rows.flatMap(\.values).map(\.json).joined()
        #expect(text.contains("1.8") && !text.contains("other") && !text.contains("S3cret"))
    }
}
