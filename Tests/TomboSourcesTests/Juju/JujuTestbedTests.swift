import Foundation
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

/// From the files of the `juju` command to a status document, against another
/// implementation of TLS, WebSocket and JSON: `scripts/testbed-juju`.
@Suite("scripts/testbed-juju", .timeLimit(.minutes(10)))
struct JujuTestbedTests {
    private static let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "scripts/testbed-juju").path

    private static let hasPython = ["/usr/bin", "/usr/local/bin"].contains {
        FileManager.default.isExecutableFile(atPath: $0 + "/python3")
    }

    @Test("is asked from end to end", .enabled(if: hasPython))
    func whole() async throws {
        let folder = try TemporaryFolder()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", Self.script, "--folder", folder.path]
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        defer {
            // Not terminate(): a process started from a pool's thread has that signal blocked.
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        let files = JujuClientFiles(environment: ["JUJU_DATA": folder.file("juju")], homeDirectory: "/nowhere")
        var found = try? files.controller()
        while found == nil, process.isRunning {
            try await Task.sleep(for: .milliseconds(50))
            found = try? files.controller()
        }
        let controller = try #require(found)
        try await JujuAPILab.with(controller) { transport in
            let client = JujuAPIClient(.init(controller), transport: transport)
            let name = "admin/test-7442-test-subordinate-units-8b20"
            let document = try await client.run(["status"], model: name)
            let expected = try JujuAPILab.value("status-subordinate").canonical(sortLists: false)
            let mapped = document.replacing("model", by: document["model"].replacing("controller", by: "lab"))
            #expect(mapped.canonical(sortLists: false) == expected)
        }
        var wrong = controller
        wrong.password = Secret("wrong")
        let error = try await JujuAPILab.with(wrong) { transport in
            await failure { () async throws(CollectError) in try await transport.send(.juju("Client/FullStatus")) }
        }
        #expect(error?.code == .unauthorized)
    }
}
