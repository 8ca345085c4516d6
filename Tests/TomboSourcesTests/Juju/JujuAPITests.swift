import Foundation
import Logging
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

@Suite("A Juju controller's API", .timeLimit(.minutes(10)))
struct JujuAPITests {
    private let status = HTTPRequest.juju(
        "Client/FullStatus", model: JujuAPILab.model, .object([.init("patterns", [])]))

    @Test("is asked over a connection for each model, after one login, at the newest version that both know")
    func conversation() async throws {
        let full = try JujuAPILab.fixture("fullstatus-subordinate")
        try await JujuAPILab.asking({ _ in .response(full) }) { transport, server in
            for _ in 0..<2 {
                let response = try await transport.send(status)
                #expect(response.status == 200 && Value(json: response.body.text) == Value(json: full))
            }
            _ = try await transport.send(.juju("ModelManager/ListModelSummaries", .object([.init("all", true)])))
            let calls = server.calls
            #expect(
                calls.map(\.name) == [
                    "Admin.Login", "Client.FullStatus", "Client.FullStatus", "Admin.Login",
                    "ModelManager.ListModelSummaries",
                ])
            #expect(calls.map(\.version) == [3, 8, 8, 3, 10] && calls.map(\.number) == [1, 2, 3, 1, 2])
            #expect(Set(calls.map(\.path)) == ["/api", "/model/\(JujuAPILab.model)/api"])
            #expect(calls[0].parameters["auth-tag"] == "user-admin" && calls[1].parameters["patterns"] == [])
        }
    }

    @Test("answers each its own, whatever the order, in frames of any size, with pings between")
    func interleaved() async throws {
        let answer: @Sendable (LoopbackController.Call) -> LoopbackController.Answer = { call in
            let echo = call.parameters.json
            switch call.number % 3 {
            case 0: return .fragmented(echo, size: 7)
            case 1: return .afterPing(echo)
            default: return .response(echo)
            }
        }
        try await JujuAPILab.asking(answer) { transport, _ in
            // One after the other where a ping holds an answer back, then many at once.
            for number in 0..<6 {
                let response = try await transport.send(
                    .juju("Client/FullStatus", .object([.init("n", Value(number))])))
                #expect(Value(json: response.body.text)?["n"] == .integer(Int64(number)))
            }
        }
        try await JujuAPILab.asking({ .fragmented($0.parameters.json, size: 3) }) { transport, _ in
            let echoes = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<20 {
                    let request = HTTPRequest.juju("Client/FullStatus", .object([.init("n", Value(number))]))
                    group.addTask {
                        let response = try? await transport.send(request)
                        return Value(json: response?.body.text ?? "")?["n"] == .integer(Int64(number))
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(echoes.count == 20 && echoes.allSatisfy { $0 })
        }
    }

    @Test("with a wrong password is asked once for all models, and the error repeats no password")
    func wrongPassword() async throws {
        let answer: @Sendable (LoopbackController.Call) -> LoopbackController.Answer = {
            .error("password \($0.parameters["credentials"].text ?? "") is wrong", code: "unauthorized access")
        }
        try await LoopbackController.with(try JujuAPILab.certificate.get(), answer: answer) { server in
            let controller = try JujuAPILab.controller([server.place], password: "wr0ng-secret")
            try await JujuAPILab.with(controller) { transport in
                for model in [JujuAPILab.model, "another"] {
                    let error = await failure { () async throws(CollectError) in
                        try await transport.send(.juju("Client/FullStatus", model: model))
                    }
                    #expect(error?.code == .unauthorized && error?.isRetryable == false)
                    #expect(error?.remedy?.contains("juju login -c lab") == true)
                    #expect(error?.description.contains("wr0ng-secret") == false)
                }
            }
            #expect(server.names == ["Admin.Login"])
        }
    }

    @Test(
        "that wants another login, or is elsewhere, says what to do",
        arguments: [
            (
                LoopbackController.Answer.response(
                    """
                    {"discharge-required": {"c": []}, "bakery-discharge-required": {"c": []},
                     "discharge-required-error": "macaroon expired"}
                    """), CollectError.Code.unauthorized, "Remove `api: true`", "macaroon expired"
            ),
            (
                .error(
                    "redirection required", code: "redirection required",
                    info: """
                        {"controller-alias": "prod2", "servers": [[{"value": "10.0.9.9", "port": 17070}]],
                         "macaroons": "hunter2"}
                        """), .misconfigured, "juju login", "prod2"
            ),
            (.error("upgrade in progress", code: "upgrade in progress"), .serverError, "Collect again", "upgrade"),
            (.error("login failed - maintenance in progress"), .serverError, "Collect again", "maintenance"),
            (.error("login expired", code: "login expired"), .unauthorized, "juju login", "expired"),
            (.response("{}"), .malformedAnswer, "controllers.yaml", "without saying what it offers"),
            (.message("{\"request-id\": \"x\"}"), .malformedAnswer, "controllers.yaml", "no answer of Juju's API"),
            (.message("<html>"), .malformedAnswer, "controllers.yaml", "no answer of Juju's API"),
            (.close, .unreachable, "log", "closed the connection"),
        ])
    func login(
        _ answer: LoopbackController.Answer, _ code: CollectError.Code, _ remedy: String, _ message: String
    ) async throws {
        try await LoopbackController.with(try JujuAPILab.certificate.get(), answer: { _ in answer }) { server in
            try await JujuAPILab.with(try JujuAPILab.controller([server.place])) { transport in
                let error = await failure { () async throws(CollectError) in try await transport.send(status) }
                #expect(error?.code == code && error?.remedy?.contains(remedy) == true, "\(error?.description ?? "")")
                #expect(error?.message.contains(message) == true, "\(error?.description ?? "")")
                #expect(error?.description.contains("hunter2") == false)
            }
        }
    }

    @Test(
        "maps what it refuses",
        arguments: [
            ("permission denied", "unauthorized access", CollectError.Code.forbidden, "juju grant"),
            ("model \"x\" not found", "model not found", .notFound, "juju models"),
            ("no such request", "not implemented", .unsupportedVersion, "Remove `api: true`"),
            ("try again", "try again", .serverError, "Collect again"),
            ("kaboom", "", .serverError, "juju debug-log"),
        ])
    func refused(_ text: String, _ code: String, _ mapped: CollectError.Code, _ remedy: String) async throws {
        try await JujuAPILab.asking({ _ in .error(text, code: code) }) { transport, _ in
            let error = await failure { () async throws(CollectError) in try await transport.send(status) }
            #expect(error?.code == mapped && error?.remedy?.contains(remedy) == true, "\(error?.description ?? "")")
            #expect(error?.message.contains("Client.FullStatus") == true)
        }
    }

    @Test("has versions of a facade that tombo does not know")
    func unknownVersion() async throws {
        try await JujuAPILab.asking({ _ in .response("{}") }) { transport, server in
            let error = await failure { () async throws(CollectError) in
                try await transport.send(.juju("Application/Get", model: JujuAPILab.model, about: "cinder"))
            }
            #expect(error?.code == .unsupportedVersion && error?.message.contains("3.6.1") == true)
            #expect(server.names == ["Admin.Login"])
            let wrong = await failure { () async throws(CollectError) in
                try await transport.send(HTTPRequest("GET", "https://x/y"))
            }
            #expect(wrong?.code == .misconfigured)
        }
    }

    @Test("is kept by pings, and nothing else is asked for them")
    func keepAlive() async throws {
        var settings = JujuAPILab.settings
        settings.pingInterval = .milliseconds(5)
        try await JujuAPILab.asking(settings: settings, { _ in .response("{}") }) { transport, server in
            _ = try await transport.send(status)
            while server.names.count(where: { $0 == "Pinger.Ping" }) < 3 { try await Task.sleep(for: .milliseconds(5)) }
            _ = try await transport.send(status)
            #expect(server.names.count(where: { $0 == "Admin.Login" }) == 1)
        }
    }
}
