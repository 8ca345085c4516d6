import Foundation
import Testing
import TomboRecords
import TomboTestKit

@testable import tombo

/// The program itself, against a cloud with a secret in every place.
@Suite("Secrets")
struct SecretsTests {
    private static let password = "correct-horse-battery"

    @Test("are in no file, output or log line of a recorded collection and of what is asked afterwards")
    func nowhere() async throws {
        let folder = try TemporaryFolder()
        let (cloud, salt) = (LoopbackCloud(), Salt())
        let runs = try await LoopbackServer.with(answer: { request in
            guard case .response(let status, let headers, let body) = cloud.answer(request) else { return .close }
            return .json(salt.salted(json: String(decoding: body, as: UTF8.self)), status: status, headers: headers)
        }) { server in
            let environment = [
                "OS_AUTH_URL": server.url, "OS_USERNAME": "admin", "OS_PASSWORD": Self.password,
                "OS_PROJECT_NAME": "admin", "TOMBO_DB": folder.file("tombo.db"),
            ]
            var runs: [ProgramRun] = []
            for arguments in [
                ["collect", "--cloud", "lab", "--record", folder.file("recording"), "-v", "-v", "--long"],
                ["list", "servers", "-f", "json"], ["show", "server/lb", "-f", "json"], ["schema"],
                ["sql", "SELECT * FROM nova_server", "-f", "json"], ["sql", "SELECT * FROM collection", "-f", "json"],
                ["collect", "--replay", folder.file("recording"), "-v", "-v", "--db", folder.file("second.db")],
            ] {
                runs.append(try await ProgramRun(arguments, environment: environment, in: folder.path))
            }
            return runs
        }
        // Kinds that this cloud does not have may lack; its own are there.
        #expect(runs[1].status == 0 && runs[1].output.contains("\"lb\"") && runs[1].output.contains("db_password"))
        #expect(runs[0].error.contains("/v2.1/servers/detail"), "\(runs[0].error)")
        var texts = runs.flatMap { [("output", Data($0.output.utf8)), ("log", Data($0.error.utf8))] }
        for case let name as String in FileManager.default.enumerator(atPath: folder.path) ?? .init() {
            if let data = FileManager.default.contents(atPath: folder.file(name)) { texts.append((name, data)) }
        }
        #expect(texts.count > 30)
        for (name, data) in texts {
            for needle in [Salt.marker, Self.password, LoopbackCloud.token] {
                #expect(data.range(of: Data(needle.utf8)) == nil, "\(needle) is in \(name)")
            }
        }
    }
}
