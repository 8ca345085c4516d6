import Foundation
import Logging
import Synchronization
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

@Suite("A Juju controller that misbehaves", .timeLimit(.minutes(10)))
struct JujuAPIFaultTests {
    private let status = HTTPRequest.juju("Client/FullStatus", model: JujuAPILab.model)

    private func failing(_ transport: any Transport) async -> CollectError? {
        await failure { () async throws(CollectError) in try await transport.send(status) }
    }

    @Test("and hangs costs the deadline of the call; what is asked beside it is answered")
    func hanging() async throws {
        var settings = JujuAPILab.settings
        // Long enough for the other call on a machine with a hundred tests to run.
        settings.requestDeadline = .seconds(15)
        try await JujuAPILab.asking(
            settings: settings,
            { call in
                call.name == "Client.FullStatus" ? .hang : .response("{\"beside\": 1}")
            }
        ) { transport, _ in
            async let hung = failing(transport)
            let beside = try await transport.send(.juju("ModelManager/ListModelSummaries"))
            #expect(beside.body.text.contains("beside"))
            let error = await hung
            #expect(error?.code == .timedOut && error?.message.contains("Client.FullStatus") == true)
        }
    }

    @Test("and floods is cut off at the limit", arguments: [7, 1 << 20])
    func tooLarge(frame: Int) async throws {
        var settings = JujuAPILab.settings
        settings.messageLimit = 1 << 16
        let long = "{\"text\": \"" + String(repeating: "x", count: 1 << 17) + "\"}"
        try await JujuAPILab.asking(settings: settings, { _ in .fragmented(long, size: frame) }) { transport, _ in
            let error = await failing(transport)
            #expect(error?.code == .tooLarge && error?.message.contains("65536") == true, "\(error?.description ?? "")")
        }
    }

    @Test("and closes fails what waits; who asks again gets a new connection")
    func closing() async throws {
        let calls = Mutex(0)
        let isFirst: @Sendable () -> Bool = {
            calls.withLock { calls in
                calls += 1
                return calls == 1
            }
        }
        try await JujuAPILab.asking({ _ in isFirst() ? .close : .response("{}") }) { transport, server in
            let error = await failing(transport)
            #expect(error?.code == .unreachable && error?.isRetryable == true, "\(error?.description ?? "")")
            let retrying = RetryingTransport(transport, policy: RetryPolicy(tries: 3, base: .milliseconds(1)))
            _ = try await retrying.send(status)
            #expect(server.names.count(where: { $0 == "Admin.Login" }) == 2)
        }
    }

    @Test("at one address of several is asked at the next one")
    func addresses() async throws {
        let certificate = try JujuAPILab.certificate.get()
        let answer = JujuAPILab.answering { _ in .response("{}") }
        try await LoopbackController.with(certificate, answer: answer) { server in
            let controller = try JujuAPILab.controller(["127.0.0.1:1", server.place, "127.0.0.1:2"])
            try await JujuAPILab.with(controller) { transport in
                let response = try await transport.send(status)
                #expect(response.status == 200)
            }
        }
        let nowhere = try JujuAPILab.controller(["127.0.0.1:1", "127.0.0.1:2"])
        let error = try await JujuAPILab.with(nowhere) { await failing($0) }
        #expect(error?.code == .unreachable && error?.message.contains("None of the 2 addresses") == true)
        #expect(error?.message.contains("127.0.0.1:1") == true && error?.remedy != nil)
    }

    @Test("and takes no connection costs the time to connect")
    func silent() async throws {
        let port = try SilentPort()
        var settings = JujuAPILab.settings
        settings.connectTimeout = .milliseconds(50)
        let controller = try JujuAPILab.controller(["127.0.0.1:\(port.port)"])
        let error = try await JujuAPILab.with(controller, settings) { await failing($0) }
        #expect(error?.code == .timedOut && error?.remedy != nil)
    }

    @Test("is not believed with another authority, or for another name")
    func untrusted() async throws {
        let answer = JujuAPILab.answering { _ in .response("{}") }
        let other = try TestCertificate(name: "DNS:other.example")
        let cases = [(try JujuAPILab.certificate.get(), other), (other, other)]
        for (certificate, authority) in cases {
            try await LoopbackController.with(certificate, answer: answer) { server in
                let pem = try JujuAPILab.pem(authority)
                let controller = try JujuAPILab.controller(["127.0.0.1:1", server.place], authority: pem)
                let error = try await JujuAPILab.with(controller) { await failing($0) }
                #expect(error?.code == .untrusted, "\(error?.description ?? "")")
                #expect(error?.remedy?.contains("juju login -c lab") == true)
                #expect(server.calls.isEmpty, "no password goes to a stranger")
            }
        }
        let error = #expect(throws: CollectError.self) {
            try JujuDialer(try JujuAPILab.controller(["127.0.0.1:1"], authority: "no PEM"), JujuAPILab.settings)
        }
        #expect(error?.code == .misconfigured && error?.remedy != nil)
    }

    @Test("and has no such model says so already at the door")
    func noModel() async throws {
        let answer = JujuAPILab.answering { _ in .response("{}") }
        let certificate = try JujuAPILab.certificate.get()
        try await LoopbackController.with(certificate, takes: { $0 == "/api" }, answer: answer) { server in
            try await JujuAPILab.with(try JujuAPILab.controller([server.place])) { transport in
                let error = await failing(transport)
                #expect(error?.code == .notFound && error?.message.contains("404") == true)
                _ = try await transport.send(.juju("ModelManager/ListModelSummaries"))
            }
        }
    }

    @Test("leaves its password in no recording and no log, and a recording replays without it")
    func recorded() async throws {
        let folder = try TemporaryFolder()
        let log = LogRecorder()
        var logger = Logger(label: "test") { _ in log }
        logger.logLevel = .trace
        let answer = JujuAPILab.answering { _ in .response("{\"model\": {\"name\": \"m\", \"password\": \"hunter2\"}}")
        }
        let recording = Recording(
            directory: folder.file("r"), tombo: "0", cloud: "lab", startedAt: Instant(milliseconds: 0),
            sources: [.init(name: "juju", type: "juju", settings: [:])])
        let recorder = try Recorder(recording, redactor: Redactor(secrets: [Secret(JujuAPILab.password)]))
        try await LoopbackController.with(try JujuAPILab.certificate.get(), answer: answer) { [logger] server in
            try await JujuAPILab.with(try JujuAPILab.controller([server.place]), logger: logger) { transport in
                _ = try await RecordingTransport(transport, recorder: recorder, source: "juju").send(status)
            }
        }
        try recorder.finish(at: Instant(milliseconds: 1))
        let replay = ReplayTransport(recording, source: "juju")
        #expect(try await replay.send(status).body.text.contains("\"name\""))
        let other = await failure { () async throws(CollectError) in
            try await replay.send(.juju("Client/FullStatus", model: "another"))
        }
        #expect(other?.code == .notRecorded, "the model is part of what a call is known by")
        #expect(log.text.contains("Client/FullStatus"), "the log that is searched tells of requests")
        var text = log.text
        for name in FileManager.default.enumerator(atPath: folder.path)?.compactMap({ $0 as? String }) ?? [] {
            text += FileManager.default.contents(atPath: folder.file(name))?.text ?? ""
        }
        #expect(text.contains("FullStatus") && !text.contains("hunter2") && !text.contains("Login"))
    }
}
