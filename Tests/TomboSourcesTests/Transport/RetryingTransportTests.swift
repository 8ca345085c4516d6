import Foundation
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

@Suite("RetryingTransport")
struct RetryingTransportTests {
    private let request = HTTPRequest("http://h/a")
    private let manual = ManualTiming()

    private func retrying(
        _ answers: [FixtureTransport.Answer], policy: RetryPolicy = .init(), random: Double = 0.5
    ) -> (RetryingTransport, FixtureTransport) {
        let fixture = FixtureTransport(inTurn: ["GET /a": answers, "POST /a": answers])
        return (RetryingTransport(fixture, policy: policy, timing: manual.timing, random: { random }), fixture)
    }

    @Test("what may pass is asked again until it does", arguments: [429, 502, 503, 504])
    func statuses(status: Int) async throws {
        let (transport, fixture) = retrying([.json("", status: status), .json("", status: status), .json("{}")])
        #expect(try await transport.send(request).status == 200)
        #expect(fixture.asked.count == 3)
    }

    @Test("what will not pass is asked once", arguments: [200, 300, 301, 400, 401, 403, 404, 409, 500, 501])
    func otherStatuses(status: Int) async throws {
        let (transport, fixture) = retrying([.json("", status: status), .json("{}")])
        #expect(try await transport.send(request).status == status)
        #expect(fixture.asked.count == 1)
    }

    @Test("an error is asked again exactly when it says it may pass", arguments: CollectError.Code.allCases)
    func errors(code: CollectError.Code) async throws {
        let error = CollectError(code, "m")
        let (transport, fixture) = retrying([.failure(error), .json("{}")])
        _ = try? await transport.send(request)
        #expect(fixture.asked.count == (error.isRetryable ? 2 : 1))
    }

    @Test("a request that may do harm is asked once")
    func notIdempotent() async throws {
        let (transport, fixture) = retrying([.json("", status: 503), .json("{}")])
        #expect(try await transport.send(HTTPRequest("POST", "http://h/a", isIdempotent: false)).status == 503)
        #expect(fixture.asked.count == 1)
    }

    @Test("after the last try the last answer or error stands")
    func lastOneStands() async throws {
        let (answering, fixture) = retrying([.json("", status: 503), .json("late", status: 429)])
        #expect(try await answering.send(request).body.text == "late")
        #expect(fixture.asked.count == 4)
        let (failing, _) = retrying([.json("", status: 503), .failure(CollectError(.unreachable, "gone"))])
        #expect(await failure(of: failing, request)?.message == "gone")
    }

    @Test("waits double up to a cap, and jitter takes its share of them")
    func backoff() async throws {
        let policy = RetryPolicy(tries: 6, base: .seconds(1), cap: .seconds(4), deadline: .seconds(100))
        let (transport, _) = retrying([.json("", status: 503)], policy: policy, random: 0.5)
        _ = try await transport.send(request)
        #expect(manual.sleeps == [.seconds(0.5), .seconds(1), .seconds(2), .seconds(2), .seconds(2)])
    }

    @Test("the source's own word on when to come back is kept: seconds or a date")
    func retryAfter() async throws {
        // The manual clock begins at 2026-11-18T11:06:40Z.
        let (transport, _) = retrying([
            .json("", status: 429, headers: ["Retry-After": "7"]),
            .json("", status: 503, headers: ["retry-after": "Wed, 18 Nov 2026 11:06:59 GMT"]),
            .json("", status: 503, headers: ["Retry-After": "Wed, 18 Nov 2026 11:00:00 GMT"]), .json("{}"),
        ])
        #expect(try await transport.send(request).status == 200)
        #expect(manual.sleeps == [.seconds(7), .seconds(12), .zero])
    }

    @Test("a word that is none falls back to the doubling wait", arguments: ["soon", "-3", "Wed, 99 Foo 2026"])
    func retryAfterNonsense(value: String) async throws {
        let (transport, _) = retrying([.json("", status: 429, headers: ["Retry-After": value]), .json("{}")])
        _ = try await transport.send(request)
        #expect(manual.sleeps == [.milliseconds(125)])
    }

    @Test("a wait beyond the deadline is not begun: the answer stands at once")
    func beyondDeadline() async throws {
        let (transport, fixture) = retrying([.json("", status: 429, headers: ["Retry-After": "3600"]), .json("{}")])
        #expect(try await transport.send(request).status == 429)
        #expect(fixture.asked.count == 1 && manual.sleeps.isEmpty)
    }

    @Test("a wait beyond the end of the source's own time is not begun either")
    func beyondRound() async throws {
        let later = FixtureTransport.Answer.json("", status: 429, headers: ["Retry-After": "60"])
        let (transport, fixture) = retrying([later, .json("{}")])
        let late = try await RoundDeadline.$current.withValue(.seconds(59)) { try await transport.send(request) }
        #expect(late.status == 429 && fixture.asked.count == 1 && manual.sleeps.isEmpty)
        let (patient, _) = retrying([later, .json("{}")])
        let inTime = try await RoundDeadline.$current.withValue(.seconds(61)) { try await patient.send(request) }
        #expect(inTime.status == 200)
    }

    @Test("time that slow answers took counts against the deadline")
    func slowAnswers() async throws {
        let fixture = FixtureTransport(["GET /a": .failure(CollectError(.timedOut, "slow"))])
        let slow = Slow(inner: fixture, timing: manual, by: .seconds(60))
        let transport = RetryingTransport(slow, policy: .init(tries: 9), timing: manual.timing, random: { 0.5 })
        #expect(await failure(of: transport, request)?.code == .timedOut)
        #expect(fixture.asked.count == 2, "60 s, then 60 s more and the deadline of 120 s is over")
    }

    @Test("an interruption while waiting ends it")
    func interrupted() async throws {
        let held = ManualTiming(holding: true)
        let fixture = FixtureTransport(["GET /a": .json("", status: 503)])
        let transport = RetryingTransport(fixture, timing: held.timing)
        let asking = Task { await failure(of: transport, request) }
        while held.sleeps.isEmpty { await Task.yield() }
        asking.cancel()
        #expect(await asking.value?.code == .cancelled)
    }

    @Test("over a real connection: 429, then 200")
    func live() async throws {
        try await LoopbackServer.with(answer: {
            $0.number == 1 ? .response(429, headers: ["Retry-After": "0"]) : .json("{}")
        }) {
            server in
            try await withLiveTransport(impatient()) { live in
                let transport = RetryingTransport(live, timing: manual.timing)
                let response = try await transport.send(HTTPRequest("\(server.url)/"))
                #expect(response.status == 200)
                #expect(server.requests == 2)
            }
        }
    }
}

/// Takes its time.
private struct Slow: Transport {
    var inner: FixtureTransport
    var timing: ManualTiming
    var by: Duration

    func send(_ request: HTTPRequest) async throws(CollectError) -> HTTPResponse {
        timing.advance(by)
        return try await inner.send(request)
    }
}
