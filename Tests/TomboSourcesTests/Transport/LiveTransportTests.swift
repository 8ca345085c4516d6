import Foundation
import InMemoryLogging
import Logging
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

/// `{"servers":[1,1, … ,1]}` with 201 ones, in 40 bytes.
private let gzipped: [UInt8] = [
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xab, 0x56, 0x2a, 0x4e,
    0x2d, 0x2a, 0x4b, 0x2d, 0x2a, 0x56, 0xb2, 0x8a, 0x36, 0xd4, 0x19, 0x85, 0x83, 0x0a,
    0xc6, 0xd6, 0x02, 0x00, 0x84, 0x55, 0xaa, 0x1c, 0x9f, 0x01, 0x00, 0x00,
]

@Suite("LiveTransport: answers")
struct LiveTransportTests {
    @Test("an answer comes with its status, headers and body, and the request arrives as it was made")
    func answer() async throws {
        try await LoopbackServer.with(answer: { request in
            .json(
                "\(request.method) \(request.path) \(request.header("X-Auth-Token") ?? "-") \(request.body) "
                    + (request.header("User-Agent") ?? "-"), status: 201, headers: ["X-Subject-Token": "t"])
        }) { server in
            try await withLiveTransport(impatient()) { transport in
                let request = HTTPRequest(
                    "POST", "\(server.url)/a?b=c", headers: ["X-Auth-Token": "secret"], body: Data("{}".utf8))
                let response = try await transport.send(request)
                #expect(response.status == 201)
                #expect(response.headers["x-subject-token"] == "t")
                #expect(response.body.text == "POST /a?b=c secret {} tombo/1.2.3")
            }
        }
    }

    @Test("a redirect or a choice is an answer and is not followed", arguments: [300, 301, 302, 307])
    func redirect(status: Int) async throws {
        try await LoopbackServer.with(answer: { request in
            request.path == "/" ? .response(status, headers: status == 300 ? [:] : ["Location": "/next"]) : .json("{}")
        }) { server in
            try await withLiveTransport(impatient()) { transport in
                let response = try await transport.send(HTTPRequest("\(server.url)/"))
                #expect(response.status == status)
                #expect(server.requests == 1)
            }
        }
    }

    @Test("every status is an answer", arguments: [204, 401, 404, 429, 500, 503])
    func status(status: Int) async throws {
        try await LoopbackServer.with(answer: { _ in .response(status) }) { server in
            try await withLiveTransport(impatient()) { transport in
                let response = try await transport.send(HTTPRequest("\(server.url)/"))
                #expect(response.status == status)
                #expect(server.requests == 1)
            }
        }
    }

    @Test("a compressed body is asked for, unpacked, and counted as received")
    func gzip() async throws {
        let packed = gzipped
        try await LoopbackServer.with(answer: { request in
            request.header("Accept-Encoding") == "gzip"
                ? .response(200, headers: ["Content-Encoding": "gzip"], body: packed) : .response(400)
        }) { server in
            try await withLiveTransport(impatient()) { transport in
                let meter = CostMeter()
                let response = try await CostMeter.$current.withValue(meter) {
                    try await transport.send(HTTPRequest("\(server.url)/"))
                }
                #expect(response.body.text == #"{"servers":["# + String(repeating: "1,", count: 200) + "1]}")
                #expect(meter.bytes == packed.count)
                #expect(meter.requests == 1)
            }
        }
    }

    @Test("a compressed body that unpacks beyond the limit is too large")
    func gzipBomb() async throws {
        let packed = gzipped
        try await LoopbackServer.with(answer: { _ in
            .response(200, headers: ["Content-Encoding": "gzip"], body: packed)
        }) { server in
            try await withLiveTransport(impatient(bodyLimit: 100)) { transport in
                #expect(await failure(of: transport, HTTPRequest("\(server.url)/"))?.code == .tooLarge)
            }
        }
    }

    @Test("requests share a connection that is kept alive")
    func keepAlive() async throws {
        try await LoopbackServer.with(answer: { _ in .json("{}") }) { server in
            try await withLiveTransport(impatient()) { transport in
                for _ in 0..<3 { _ = try await transport.send(HTTPRequest("\(server.url)/")) }
                #expect(server.connections == 1)
            }
        }
    }

    @Test("a request is logged once, without its token, its body or a secret in its address")
    func logs() async throws {
        let handler = InMemoryLogHandler()
        var logger = Logger(label: "test") { _ in handler }
        logger.logLevel = .debug
        let log = logger
        try await LoopbackServer.with(answer: { _ in
            .json(#"{"password":"hunter22"}"#, headers: ["X-Openstack-Request-Id": "req-1"])
        }) { server in
            try await withLiveTransport(impatient(), logger: log) { transport in
                let url = "\(server.url)/a?temp_url_sig=hunter22&limit=5"
                _ = try await transport.send(HTTPRequest(url, headers: ["X-Auth-Token": "hunter22"]))
                #expect(handler.entries.count == 1)
                let entry = try #require(handler.entries.first)
                #expect(entry.level == .debug && "\(entry.message)" == "asked a source")
                #expect(entry.metadata[LogKeys.status] == "200" && entry.metadata[LogKeys.requestID] == "req-1")
                #expect(entry.metadata[LogKeys.url] == "\(server.url)/a?temp_url_sig=<redacted>&limit=5")
                #expect(!"\(entry)".contains("hunter22"))
            }
        }
    }

    @Test("what is no http address is a mistake in the configuration", arguments: ["", "nova", "ftp://h/", "http://"])
    func address(url: String) async throws {
        try await withLiveTransport(impatient()) { transport in
            #expect(await failure(of: transport, HTTPRequest(url))?.code == .misconfigured)
        }
    }
}
