import Foundation
import Logging
import TomboRecords
import TomboTestKit

@testable import TomboSources

/// A controller's answers, and a way to it.
enum JujuAPILab {
    static let password = "hunter2-of-the-controller"
    static let model = "f5d2a3a8-60f6-4e2c-8f45-2a3f1b3c4d5e"
    static let certificate = Result { try TestCertificate(name: "DNS:juju-apiserver,DNS:localhost") }

    static let login = """
        {"servers": [], "controller-tag": "controller-0d8ea8a8", "server-version": "3.6.1",
         "user-info": {"identity": "user-admin", "credentials": null, "controller-access": "superuser"},
         "facades": [{"name": "Admin", "versions": [3]}, {"name": "Client", "versions": [1, 6, 7, 8, 99]},
          {"name": "ModelManager", "versions": [9, 10]}, {"name": "Pinger", "versions": [1]},
          {"name": "Application", "versions": [77]}]}
        """

    static func fixture(_ name: String, filePath: String = #filePath) throws -> String {
        let folder = URL(fileURLWithPath: filePath).deletingLastPathComponent().deletingLastPathComponent()
        let file = folder.appendingPathComponent("Fixtures/juju-api/\(name).json")
        return String(decoding: try Data(contentsOf: file), as: UTF8.self)
    }

    static func value(_ name: String) throws -> Value { Value(json: try fixture(name)) ?? .null }

    /// Logs in whoever has the password, and leaves the rest to `answer`.
    static func answering(
        _ answer: @escaping @Sendable (LoopbackController.Call) -> LoopbackController.Answer
    ) -> @Sendable (LoopbackController.Call) -> LoopbackController.Answer {
        { call in
            switch call.name {
            case "Admin.Login" where call.parameters["credentials"].text == password: .response(login)
            case "Admin.Login": .error("invalid entity name or password", code: "unauthorized access")
            case "Pinger.Ping": .response("{}")
            default: answer(call)
            }
        }
    }

    static func controller(
        _ addresses: [String], authority: String? = nil, password: String = password, user: String = "admin"
    ) throws -> JujuController {
        JujuController(
            name: "lab", addresses: addresses.compactMap { JujuController.Address($0) },
            authority: try authority ?? pem(try certificate.get()), user: user, password: Secret(password),
            origin: "a test")
    }

    static func pem(_ certificate: TestCertificate) throws -> String {
        try String(contentsOfFile: certificate.authorityFile, encoding: .utf8)
    }

    /// What a test waits for has a deadline of its own.
    static let settings = JujuAPISettings(connectTimeout: .seconds(60), requestDeadline: .seconds(60))

    static func with<Output: Sendable>(
        _ controller: JujuController, _ settings: JujuAPISettings = settings, logger: Logger? = nil,
        _ body: (any Transport) async throws -> Output
    ) async throws -> Output {
        try await JujuAPIAccess(controller: controller, settings: settings).with(logger, body)
    }

    /// One controller and one transport to it.
    static func asking<Output: Sendable>(
        settings: JujuAPISettings = settings,
        _ answer: @escaping @Sendable (LoopbackController.Call) -> LoopbackController.Answer,
        _ body: (any Transport, LoopbackController) async throws -> Output
    ) async throws -> Output {
        try await LoopbackController.with(try certificate.get(), answer: answering(answer)) { server in
            try await with(try controller([server.place]), settings) { try await body($0, server) }
        }
    }
}
