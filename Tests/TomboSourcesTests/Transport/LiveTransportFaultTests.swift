import Foundation
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

@Suite("LiveTransport: faults")
struct LiveTransportFaultTests {
    @Test(
        "a port where nobody listens is refused at once, and the message says where", .timeLimit(.minutes(10)))
    func refused() async throws {
        let port = try await LoopbackServer.with(answer: { _ in .hang }) { $0.port }
        // Hours apart, so that a busy machine cannot be taken for a wait.
        var settings = impatient(deadline: .seconds(7200))
        settings.connectTimeout = .seconds(3600)
        try await withLiveTransport(settings) { transport in
            let started = ContinuousClock.now
            let error = await failure(of: transport, HTTPRequest("http://127.0.0.1:\(port)/"))
            #expect(error?.code == .unreachable)
            #expect(error?.message == "Nothing listens at 127.0.0.1:\(port): the connection was refused.")
            #expect(ContinuousClock.now - started < .seconds(600), "not the whole connect timeout of an hour")
        }
    }

    @Test("an unknown host name says so")
    func unknownHost() async throws {
        // A label of 64 characters is refused before anything is sent.
        let host = String(repeating: "a", count: 64) + ".invalid"
        try await withLiveTransport(impatient()) { transport in
            let error = await failure(of: transport, HTTPRequest("http://\(host):5000/"))
            #expect(error?.code == .unreachable)
            #expect(error?.message.contains("host name `\(host)`") == true)
        }
    }

    @Test("no route is told from refused, and a silent firewall is a timeout")
    func noRoute() throws {
        let target = try Target("http://10.0.0.9:8774/v2.1")
        #expect(
            TransportFault.unreachable(errno: EHOSTUNREACH, target).message == "There is no route to 10.0.0.9:8774.")
        #expect(TransportFault.unreachable(errno: ETIMEDOUT, target).code == .timedOut)
    }

    @Test(
        "no misbehaviour outlasts the deadline",
        arguments: [
            LoopbackAnswer.hang, .drip(body: Array(repeating: 0x20, count: 100_000), milliseconds: 20),
            .headOnly,
        ])
    func deadline(answer: LoopbackAnswer) async throws {
        try await LoopbackServer.with(answer: { _ in answer }) { server in
            try await withLiveTransport(impatient(deadline: .milliseconds(150))) { transport in
                let started = ContinuousClock.now
                let error = await failure(of: transport, HTTPRequest("\(server.url)/"))
                #expect(error?.code == .timedOut)
                #expect(error?.message == "127.0.0.1:\(server.port) did not answer in full within 0.15 s.")
                #expect(ContinuousClock.now - started < .seconds(600), "it drips for more than half an hour")
            }
        }
    }

    @Test("a body announced or found larger than the limit is too large")
    func tooLarge() async throws {
        try await LoopbackServer.with(answer: { request in
            request.path == "/announced"
                ? .response(200, body: Array(repeating: 0x20, count: 2000)) : .flood(bytes: 50 << 20)
        }) { server in
            try await withLiveTransport(impatient(bodyLimit: 1999)) { transport in
                for path in ["announced", "chunked"] {
                    let error = await failure(of: transport, HTTPRequest("\(server.url)/\(path)"))
                    #expect(error?.code == .tooLarge)
                    #expect(error?.message.contains("1999 bytes") == true)
                }
            }
        }
    }

    @Test("bodies that are too large together end as too large, and what they took comes back")
    func tooLargeTogether() async throws {
        try await LoopbackServer.with(answer: { request in
            .response(200, body: Array(repeating: 0x20, count: request.path == "/large" ? 2000 : 900))
        }) { server in
            var settings = impatient()
            settings.bodiesLimit = 1000
            try await withLiveTransport(settings) { transport in
                for _ in 1...3 {
                    let error = await failure(of: transport, HTTPRequest("\(server.url)/large"))
                    #expect(error?.code == .tooLarge)
                    #expect(error?.message.contains("received with it") == true)
                    let response = try await transport.send(HTTPRequest("\(server.url)/small"))
                    #expect(response.body.count == 900)
                }
            }
        }
    }

    @Test("a body as large as the limit is an answer")
    func asLarge() async throws {
        try await LoopbackServer.with(answer: { _ in .response(200, body: Array(repeating: 0x20, count: 2000)) }) {
            server in
            try await withLiveTransport(impatient(bodyLimit: 2000)) { transport in
                let response = try await transport.send(HTTPRequest("\(server.url)/"))
                #expect(response.body.count == 2000)
            }
        }
    }

    @Test("a body that breaks off is malformed and not asked for again")
    func truncated() async throws {
        try await LoopbackServer.with(answer: { _ in .truncate(length: 100, body: Array("{\"ser".utf8)) }) { server in
            try await withLiveTransport(impatient()) { transport in
                let error = await failure(of: transport, HTTPRequest("\(server.url)/"))
                #expect(error?.code == .malformedAnswer)
                #expect(error?.message.contains("broke off after 5 bytes") == true)
                #expect(server.requests == 1)
            }
        }
    }

    @Test("what is not HTTP is malformed")
    func notHTTP() async throws {
        try await LoopbackServer.with(answer: { _ in .raw(Array("SSH-2.0-OpenSSH_9.2\r\n".utf8)) }) { server in
            try await withLiveTransport(impatient()) { transport in
                #expect(await failure(of: transport, HTTPRequest("\(server.url)/"))?.code == .malformedAnswer)
            }
        }
    }

    @Test("a kept connection that was cut is replaced at once", arguments: [LoopbackAnswer.reset, .close])
    func cutConnection(how: LoopbackAnswer) async throws {
        try await LoopbackServer.with(answer: { $0.numberOnConnection == 1 ? .json("{}") : how }) { server in
            try await withLiveTransport(impatient()) { transport in
                for _ in 1...2 {
                    let response = try await transport.send(HTTPRequest("\(server.url)/"))
                    #expect(response.status == 200)
                }
                #expect(server.requests == 3)
            }
        }
    }

    @Test("a request that may do harm is not repeated on a cut connection")
    func cutConnectionOnce() async throws {
        try await LoopbackServer.with(answer: { $0.numberOnConnection == 1 ? .json("{}") : .reset }) { server in
            try await withLiveTransport(impatient()) { transport in
                _ = try await transport.send(HTTPRequest("\(server.url)/"))
                let error = await failure(of: transport, HTTPRequest("POST", "\(server.url)/", isIdempotent: false))
                #expect(error?.code == .unreachable)
                #expect(server.requests == 2)
            }
        }
    }

    @Test("a server that always cuts the connection is unreachable after two requests")
    func alwaysCut() async throws {
        try await LoopbackServer.with(answer: { _ in .close }) { server in
            try await withLiveTransport(impatient()) { transport in
                let error = await failure(of: transport, HTTPRequest("\(server.url)/"))
                #expect(error?.code == .unreachable)
                #expect(error?.message == "127.0.0.1:\(server.port) closed the connection without an answer.")
                #expect(server.requests == 2)
            }
        }
    }

    @Test("a cancelled request ends at once")
    func cancelled() async throws {
        try await LoopbackServer.with(answer: { _ in .hang }) { server in
            try await withLiveTransport(impatient()) { transport in
                let asking = Task { await failure(of: transport, HTTPRequest("\(server.url)/")) }
                while server.requests == 0 { await Task.yield() }
                asking.cancel()
                #expect(await asking.value?.code == .cancelled)
            }
        }
    }

    @Test("a transport that was closed answers nothing and does not crash")
    func closed() async throws {
        let transport = try LiveTransport(impatient())
        await transport.close()
        #expect(await failure(of: transport, HTTPRequest("http://127.0.0.1:1/"))?.code == .cancelled)
    }
}

extension LoopbackAnswer {
    /// A head that promises a body that never begins.
    fileprivate static let headOnly = LoopbackAnswer.drip(body: [0x20], milliseconds: 60_000)
}
