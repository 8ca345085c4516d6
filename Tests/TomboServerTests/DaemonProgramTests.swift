import Foundation
import Testing
import TomboTestKit

/// The program as systemd starts it.
@Suite("tombo daemon", .serialized)
struct DaemonProgramTests {
    private static let binary: String = {
        let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
        return URL(filePath: bundle).deletingLastPathComponent().appending(path: "tombo").path
    }()

    private struct Running {
        let process: Process
        let folder: TemporaryFolder
        let notified: DatagramListener

        var log: String { (try? String(contentsOfFile: folder.file("log"), encoding: .utf8)) ?? "" }

        /// Waits until the log says something; a minute is long even where tests run side by side.
        func waitFor(_ text: String) async throws {
            for _ in 0..<600 {
                if log.contains(text) { return }
                try await Task.sleep(for: .milliseconds(100))
            }
            Issue.record("the log never said \(text): \(log)")
        }

        func told() -> [String] {
            var messages: [String] = []
            while let message = notified.next() { messages.append(message) }
            return messages
        }

        func stop() -> Int32 {
            process.terminate()
            process.waitUntilExit()
            return process.terminationStatus
        }
    }

    private static func process(_ arguments: [String], in folder: TemporaryFolder, log: String) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: binary)
        process.arguments = arguments + ["--db", folder.file("tombo.db")]
        process.environment = [
            "HOME": "/nonexistent", "TZ": "UTC", "NOTIFY_SOCKET": folder.file("notify"), "WATCHDOG_USEC": "60000000",
        ]
        _ = FileManager.default.createFile(atPath: folder.file(log), contents: nil)
        process.standardError = FileHandle(forWritingAtPath: folder.file(log))
        process.standardOutput = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        return process
    }

    private func start(_ settings: String = "{interval: 1h}") throws -> Running {
        let folder = try TemporaryFolder()
        try Data("daemon: \(settings)\n".utf8).write(to: URL(filePath: folder.file("tombo.yaml")))
        let listener = try DatagramListener(folder.file("notify"))
        let process = try Self.process(
            [
                "daemon", "--replay", LabServer.examples, "--config", folder.file("tombo.yaml"), "--listen",
                "127.0.0.1:0",
            ], in: folder, log: "log")
        return Running(process: process, folder: folder, notified: listener)
    }

    @Test("says that it is ready, keeps others from writing, and stops when told to")
    func life() async throws {
        let running = try start()
        try await running.waitFor("answering")
        try await running.waitFor("snapshot saved")
        let told = running.told()
        #expect(told.contains("READY=1") && told.contains("WATCHDOG=1"), "\(told)")
        let second = try Self.process(
            ["collect", "--replay", LabServer.examples], in: running.folder, log: "second")
        second.waitUntilExit()
        #expect(second.terminationStatus == 5)
        let refusal = try String(contentsOfFile: running.folder.file("second"), encoding: .utf8)
        #expect(refusal.contains("process \(running.process.processIdentifier)"), "\(refusal)")
        #expect(running.stop() == 0, "\(running.log)")
        #expect(running.told().contains("STOPPING=1"))
        #expect(running.log.contains("stopped"))
    }

    @Test("reads its configuration anew; a bad one is refused, and the old one stays")
    func reload() async throws {
        let running = try start()
        try await running.waitFor("snapshot saved")
        let file = URL(filePath: running.folder.file("tombo.yaml"))
        try Data("daemon: {interval: soon}\n".utf8).write(to: file)
        kill(running.process.processIdentifier, SIGHUP)
        try await running.waitFor("configuration refused; the old one stays")
        #expect(running.log.contains("`daemon.interval` in \(file.path) must be"))
        #expect(!running.log.contains("snapshot=2"))
        // A round an hour becomes a round a second.
        try Data("daemon: {interval: 1s, jitter: 0s}\n".utf8).write(to: file)
        kill(running.process.processIdentifier, SIGHUP)
        try await running.waitFor("configuration taken")
        try await running.waitFor("snapshot=3")
        let told = running.told()
        #expect(told.count { $0.hasPrefix("RELOADING=1\nMONOTONIC_USEC=") } == 2)
        #expect(told.count { $0 == "READY=1" } == 3)
        #expect(running.stop() == 0)
    }

    @Test("does not begin where others could reach it, or with a configuration that is wrong")
    func refusals() throws {
        let folder = try TemporaryFolder()
        let open = try Self.process(["daemon", "--listen", "0.0.0.0:9810"], in: folder, log: "open")
        open.waitUntilExit()
        #expect(open.terminationStatus == 2)
        #expect(
            try String(contentsOfFile: folder.file("open"), encoding: .utf8).contains("reachable from other machines"))
        try Data("daemon: {listen: '0.0.0.0:80'}\n".utf8).write(to: URL(filePath: folder.file("tombo.yaml")))
        let wrong = try Self.process(
            ["daemon", "--replay", LabServer.examples, "--config", folder.file("tombo.yaml")], in: folder, log: "wrong")
        wrong.waitUntilExit()
        #expect(wrong.terminationStatus == 4)
        #expect(try String(contentsOfFile: folder.file("wrong"), encoding: .utf8).contains("`daemon.listen`"))
    }
}
