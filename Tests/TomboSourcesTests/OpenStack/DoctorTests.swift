import Foundation
import Logging
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

@Suite("doctor")
struct DoctorTests {
    private static let policy = #"{"forbidden": {"code": 403, "message": "Policy doesn't allow it."}}"#

    private let issued = "2026-11-23T19:00:00.000000Z"

    private func examine(
        _ transport: any Transport, configuration: OpenStackConfiguration = Lab.configuration,
        deadline: Duration = .seconds(60),
        look: @escaping @Sendable (Target) async -> EndpointView = { _ in
            EndpointView(connection: .success(.milliseconds(3)))
        }
    ) async -> DoctorReport {
        let credentials = OpenStackCredentials(
            cloud: "lab", configuration: configuration, origin: "cloud `lab` of clouds.yaml", warnings: [])
        // When the fixtures' Keystone issued its token.
        let now = Instant(issued) ?? Instant(milliseconds: 0)
        let timing = Timing(now: Timing.live.now, sleep: Timing.live.sleep, date: { now })
        let means = SourceMeans(
            transport: transport, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, deadline: deadline,
            timing: timing)
        return await OpenStackDoctor(credentials: credentials, means: means, look: look).examine()
    }

    /// A lab that also answers to the news since a moment, whichever it is.
    private func lab(_ spoiled: [String: FixtureTransport.Answer] = [:]) throws -> AnyMoment {
        AnyMoment(inner: try Lab.transport(spoiled))
    }

    @Test("a healthy cloud needs one line of rights for each service, and covers every kind")
    func healthy() async throws {
        let report = await examine(try lab())
        #expect(report.isReachable)
        let rights = report.rows.filter { $0.check == .rights }
        #expect(rights.map(\.subject) == OpenStackCatalog.services.map(\.service.title))
        #expect(rights.allSatisfy { $0.status == .ok }, "\(rights)")
        for (row, (_, entries)) in zip(rights, OpenStackCatalog.services) {
            #expect(row.detail.hasPrefix("\(entries.count) kind"), "\(row.detail)")
        }
        #expect(OpenStackCatalog.services.map(\.entries.count).reduce(0, +) == OpenStackCatalog.all.count)
        #expect(report.rows.filter { $0.status == .fail } == [])
        // Nothing is to be done about what is well.
        #expect(report.rows.allSatisfy { $0.status != .ok || $0.remedy == nil })
        let checks = report.rows.map(\.check)
        #expect(checks == DoctorRow.Check.allCases.flatMap { check in checks.filter { $0 == check } })
    }

    @Test("no row holds the password or the token", arguments: [201, 401, 500])
    func secrets(status: Int) async throws {
        let echo = FixtureTransport.Answer.json(
            "{\"error\": {\"message\": \"bad \(Lab.password)\"}}", status: status)
        let report = await examine(try lab(status == 201 ? [:] : [Lab.signInKey: echo]))
        for row in report.rows {
            for text in [row.detail, row.remedy ?? ""] {
                #expect(!text.contains(Lab.password) && !text.contains(Lab.token), "\(row)")
            }
        }
    }

    @Test("without the role admin it says so once, and what follows from it")
    func member() async throws {
        let forbidden = FixtureTransport.Answer.json(Self.policy, status: 403)
        let report = await examine(
            try lab([
                Lab.signInKey: try Lab.signIn("token-member"), "GET /v2.1/os-hypervisors/detail": forbidden,
            ]))
        let login = report.rows.filter { $0.check == .login }
        #expect(login.map(\.status) == [.ok, .warn])
        let nova = report.rows.filter { $0.check == .rights && $0.subject == "Nova" }
        #expect(nova.map(\.status).sorted { $0.rawValue < $1.rawValue } == [.fail, .warn])
        let refused = try #require(nova.first { $0.status == .fail })
        #expect(refused.detail.hasPrefix("nova_hypervisor: Nova answered 403"))
        #expect(refused.remedy == login[1].remedy)
    }

    @Test("a wrong password fails the login and skips the rest")
    func refused() async throws {
        let report = await examine(try lab([Lab.signInKey: .json("{}", status: 401)]))
        #expect(report.isReachable)
        #expect(report.rows.first { $0.check == .login }?.status == .fail)
        #expect(report.rows.first { $0.check == .rights }?.status == .skip)
    }

    @Test("a Keystone that cannot be reached is all that is said")
    func unreachable() async throws {
        let gone = CollectError(.unreachable, "Nothing listens at keystone.lab:5000.", remedy: "Check the port.")
        let transport = try Lab.transport()
        let report = await examine(transport) { _ in EndpointView(connection: .failure(gone)) }
        #expect(!report.isReachable && transport.asked.isEmpty)
        #expect(report.rows.map(\.status) == [.ok, .fail, .skip])
        #expect(report.rows[1].remedy == "Check the port.")
    }

    @Test("a service that cannot be reached is not asked, and its kinds are named unknown")
    func oneDown() async throws {
        let gone = CollectError(.unreachable, "Nothing listens there.", remedy: "Check the port.")
        let transport = try lab()
        let token = try await Lab.client(Lab.transport()).token()
        let nova = try token.catalog.base(of: .compute, interface: .public, region: "RegionOne")
        let place = try Target(nova).place
        let report = await examine(transport) { target in
            EndpointView(connection: target.place == place ? .failure(gone) : .success(.milliseconds(1)))
        }
        let rows = report.rows.filter { $0.subject == "Nova" }
        #expect(rows.map(\.check) == [.reach, .rights] && rows.map(\.status) == [.fail, .skip])
        #expect(!transport.inner.askedKeys.contains { $0.contains("/v2.1/") })
    }

    @Test("a region that is not there is said for each service, with what will be unknown")
    func region() async throws {
        var configuration = Lab.configuration
        configuration.region = "RegionTwo"
        let report = await examine(try lab(), configuration: configuration)
        let missing = report.rows.filter { $0.check == .catalog }
        #expect(missing.count == OpenStackService.all.count && missing.allSatisfy { $0.status == .fail })
        #expect(missing.allSatisfy { $0.detail.contains("will be unknown") })
    }

    @Test("a microversion that is too old fails, and a known one names its release")
    func versions() async throws {
        let document: (String) throws -> VersionDocument = { newest in
            let text = "{\"version\": {\"version\": \"\(newest)\", \"min_version\": \"2.1\"}}"
            return try JSONDecoder().decode(VersionDocument.self, from: Data(text.utf8))
        }
        let wanted = try #require(OpenStackService.compute.microversions)
        let zed = VersionsCheck.row(.compute, wanted, .success(try document("2.93")))
        #expect(zed.status == .ok && zed.detail == "Speaks 2.1 to 2.93 (Zed); tombo asks for 2.87.")
        #expect(VersionsCheck.row(.compute, wanted, .success(try document("2.42"))).status == .fail)
        #expect(VersionsCheck.release(ofNova: .init(2, 94)) == nil)
        #expect(VersionsCheck.release(ofNova: .init(2, 90)) == "Xena or Yoga")
    }

    @Test(
        "a clock is held against a service only beyond what the doubt explains",
        arguments: [(0.4, "ok"), (-30.5, "ok"), (-45, "warn"), (600.9, "warn"), (700, "fail")])
    func clock(ahead: Double, status: String) {
        let rows = ClockCheck.rows([("Nova", .init(ahead: ahead, doubt: 1)), ("Glance", nil)])
        #expect(rows.map(\.status.rawValue) == [status])
        #expect(rows[0].subject == "Nova")
        #expect(ClockCheck.rows([("Nova", nil)]).map(\.status) == [.skip])
    }

    @Test("the clock is read off `Date`, and off the token where there is none")
    func dates() async throws {
        let now = Instant(milliseconds: 784_111_777_000)
        let timing = Timing(now: { .zero }, sleep: { _ in }, date: { now })
        let clock = ClockTransport(
            FixtureTransport([
                "GET /a": .json("{}", headers: ["date": "Sun, 06 Nov 1994 08:50:37 GMT"]),
                "GET /b": .json(
                    #"{"token": {"issued_at": "1994-11-06T08:49:27.000000Z"}}"#, headers: ["X-Subject-Token": "t"]),
            ]), timing: timing)
        _ = try await clock.send(HTTPRequest("http://nova.lab:8774/a"))
        _ = try await clock.send(HTTPRequest("http://keystone.lab:5000/b"))
        #expect(clock["nova.lab:8774"]?.ahead == 60.5)
        #expect(clock["keystone.lab:5000"]?.ahead == -10)
        #expect(clock["glance.lab:9292"] == nil)
    }

    @Test("what the deadline ends is still reading while its answers come, and a warning when none did")
    func deadline() throws {
        let error = CollectError(.timedOut, "not read in full", remedy: "Raise the deadline.")
        let spec = try Lab.entry("nova_server").spec
        let check = RightsCheck(service: .compute, isAdmin: true, deadline: .seconds(20))
        let slow = Collection(
            source: "o", spec: spec, result: .failed(error), cost: .init(requests: 9, bytes: 9000, durationMs: 20_001))
        #expect(check.rows([slow]).map(\.status) == [.ok])
        #expect(check.rows([slow])[0].detail == "still reading after 20 s: nova_server.")
        var silent = slow
        silent.cost.bytes = 0
        #expect(check.rows([silent]).map(\.status) == [.warn])
        var early = slow
        early.cost.durationMs = 5000
        #expect(check.rows([early]).map(\.status) == [.fail])
    }
}

/// Answers to news since any moment as to all there is.
private struct AnyMoment: Transport {
    let inner: FixtureTransport

    func send(_ request: HTTPRequest) async throws(CollectError) -> HTTPResponse {
        var request = request
        let parts = request.url.split(separator: "?", maxSplits: 1)
        if parts.count == 2 {
            let query = parts[1].split(separator: "&").filter { !$0.hasPrefix("changes-since=") }
            request.url = parts[0] + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
        }
        return try await inner.send(request)
    }
}
