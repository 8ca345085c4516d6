import Foundation
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

@Suite("the session with Keystone")
struct OpenStackSessionTests {
    private let regions = "GET /v3/regions"

    private func collect(_ client: OpenStackClient) async throws(CollectError) -> Listing<Keystone.Region> {
        try await Keystone.Regions().collect(from: client)
    }

    private func transport(_ answers: [FixtureTransport.Answer], tokens: Int = 9) throws -> FixtureTransport {
        FixtureTransport(inTurn: [
            Lab.signInKey: try (1...tokens).map { try Lab.signIn(token: "token-\($0)") }, regions: answers,
        ])
    }

    private func tokens(_ transport: FixtureTransport) -> [String] {
        transport.asked.compactMap { $0.headers["X-Auth-Token"] }
    }

    @Test("one sign-in serves everybody who asks at once")
    func singleFlight() async throws {
        let transport = try Lab.transport()
        let client = Lab.client(transport)
        await withTaskGroup(of: Void.self) { group in
            for entry in OpenStackCatalog.all { group.addTask { _ = try? await entry.collect(client) } }
        }
        #expect(transport.askedKeys.count { $0 == Lab.signInKey } == 1)
    }

    @Test("the token is renewed when less than five minutes of its hour remain")
    func renewal() async throws {
        let transport = try transport([.json(try Lab.fixture("keystone_region"))])
        let clock = ManualTiming()
        let client = Lab.client(transport, timing: clock.timing)
        _ = try await collect(client)
        clock.advance(.seconds(54 * 60))
        _ = try await collect(client)
        clock.advance(.seconds(61))
        _ = try await collect(client)
        #expect(tokens(transport) == ["token-1", "token-1", "token-2"])
    }

    @Test("a clock that differs from Keystone's by years renews no sooner")
    func skew() async throws {
        let transport = try transport([.json(try Lab.fixture("keystone_region"))])
        let clock = ManualTiming(start: Instant(milliseconds: 4_000_000_000_000))
        let client = Lab.client(transport, timing: clock.timing)
        for _ in 1...3 { _ = try await collect(client) }
        #expect(transport.askedKeys.count { $0 == Lab.signInKey } == 1)
    }

    @Test("a 401 renews the token and asks once more")
    func refusedOnce() async throws {
        let refused = FixtureTransport.Answer.json("{}", status: 401)
        let transport = try transport([refused, .json(try Lab.fixture("keystone_region"))])
        guard case .complete(let rows) = try await collect(Lab.client(transport)) else {
            Issue.record("is partial")
            return
        }
        #expect(rows.count == 2)
        #expect(tokens(transport) == ["token-1", "token-2"])
    }

    @Test("a second 401 is an error with a remedy, and nobody asks a third time")
    func refusedTwice() async throws {
        let transport = try transport([.json("{}", status: 401)])
        let client = Lab.client(transport)
        let error = await TomboSourcesTests.failure { () async throws(CollectError) in try await collect(client) }
        #expect(error?.code == .unauthorized)
        #expect(error?.remedy != nil)
        #expect(tokens(transport) == ["token-1", "token-2"])
    }

    @Test("a sign-in that Keystone refuses is not tried again: that would lock the account")
    func lockout() async throws {
        let transport = FixtureTransport([
            Lab.signInKey: .json(#"{"error": {"message": "The request requires authentication."}}"#, status: 401)
        ])
        let client = Lab.client(transport)
        for _ in 1...3 {
            let error = await TomboSourcesTests.failure { () async throws(CollectError) in try await collect(client) }
            #expect(error?.code == .unauthorized)
            #expect(error?.remedy?.contains("domain") == true)
            #expect(error?.description.contains(Lab.password) == false)
        }
        #expect(transport.askedKeys == [Lab.signInKey])
    }

    @Test(
        "what is no Keystone is said so",
        arguments: [(404, CollectError.Code.notFound), (300, .notFound), (503, .serverError)])
    func noKeystone(_ status: Int, _ code: CollectError.Code) async throws {
        let client = Lab.client(FixtureTransport([Lab.signInKey: .json("<html></html>", status: status)]))
        let error = await TomboSourcesTests.failure { () async throws(CollectError) in try await client.signIn() }
        #expect(error?.code == code)
    }

    @Test("a token without a catalog belongs to no project, and the remedy says so")
    func unscoped() async throws {
        let body =
            #"{"token": {"expires_at": "2026-11-23T20:00:00.000000Z", "issued_at": "2026-11-23T19:00:00.000000Z"}}"#
        let client = Lab.client(
            FixtureTransport([Lab.signInKey: .json(body, status: 201, headers: ["X-Subject-Token": "t"])]))
        let error = await TomboSourcesTests.failure { () async throws(CollectError) in try await client.signIn() }
        #expect(error?.code == .misconfigured)
        #expect(error?.remedy?.contains("project") == true)
    }

    @Test("the sign-in asks for the project in the shape Keystone wants")
    func body() async throws {
        let transport = try Lab.transport()
        try await Lab.client(transport).signIn()
        let body = try #require(transport.asked.first?.body)
        let auth = try #require(Value(json: String(decoding: body, as: UTF8.self)))["auth"]
        #expect(auth["identity"]["methods"] == ["password"])
        #expect(auth["identity"]["password"]["user"]["domain"]["name"] == "admin_domain")
        #expect(auth["identity"]["password"]["user"]["password"] == .text(Lab.password))
        #expect(auth["scope"]["project"]["domain"]["name"] == "admin_domain")
    }
}
