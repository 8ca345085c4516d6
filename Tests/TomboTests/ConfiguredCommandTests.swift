import Foundation
import GRDB
import Testing
import TomboSources
import TomboTestKit

/// The whole program with a tombo.yaml, against small clouds on loopback.
@Suite("The command line with a tombo.yaml")
struct ConfiguredCommandTests {
    private func tombo(_ folder: TemporaryFolder, _ arguments: String..., environment: [String: String] = [:])
        async throws
        -> CommandLineTests.Run
    {
        let process = Process()
        process.executableURL = URL(filePath: CommandLineTests.binary)
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: folder.path)
        process.environment = ["HOME": folder.path].merging(environment) { $1 }
        let (out, err) = (folder.file("out-\(UUID())"), folder.file("err-\(UUID())"))
        for path in [out, err] { _ = FileManager.default.createFile(atPath: path, contents: nil) }
        process.standardOutput = FileHandle(forWritingAtPath: out)
        process.standardError = FileHandle(forWritingAtPath: err)
        process.standardInput = FileHandle.nullDevice
        let status = try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        return CommandLineTests.Run(
            status: status, output: (try? String(contentsOfFile: out, encoding: .utf8)) ?? "",
            error: (try? String(contentsOfFile: err, encoding: .utf8)) ?? "")
    }

    /// A Keystone that takes every login, in front of nothing.
    @Sendable private static func keystone(_ request: LoopbackRequest) -> LoopbackAnswer {
        guard request.method == "POST" else { return .json("{}", status: 404) }
        return .json(
            """
            {"token": {"expires_at": "2030-01-01T00:00:00Z", "issued_at": "2029-12-31T00:00:00Z",
             "project": {"id": "p"}, "roles": [{"name": "admin"}],
             "catalog": [{"type": "identity", "endpoints": []}, {"type": "compute", "endpoints": []}]}}
            """, status: 201, headers: ["X-Subject-Token": "t"])
    }

    private static let everything = "[keystone, nova, placement, neutron, glance, cinder]"

    private func clouds(_ urls: [String: String]) -> String {
        "clouds:\n"
            + urls.sorted { $0.key < $1.key }.map { name, url in
                "  \(name):\n    auth: {auth_url: '\(url)', username: u, password: correct-horse, project_name: p}\n"
            }.joined()
    }

    private func write(_ text: String, _ name: String, in folder: TemporaryFolder) throws {
        let path = folder.file(name)
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        _ = FileManager.default.createFile(
            atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
    }

    @Test("a command that takes no input and ends is told as that, and does not end tombo")
    func brokenPipe() async throws {
        let folder = try TemporaryFolder()
        try write(
            """
            clouds:
              lab:
                ceph: {command: [sh, -c, "exec <&-; echo 'Error: no way in' >&2; sleep 0.3; exit 1"]}
            """, "tombo.yaml", in: folder)
        let process = Process()
        // This process ignores SIGPIPE once it has a server, and would hand that down.
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "--default-signal=PIPE", CommandLineTests.binary, "collect", "--db", folder.file("tombo.db"), "--config",
            folder.file("tombo.yaml"),
        ]
        process.standardOutput = FileHandle.nullDevice
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == 4, "nothing was collected")
        #expect(said.contains("no way in") && said.contains("snapshot #1 of lab saved"), "\(said)")
    }

    @Test("a dead and a hung cloud delay nobody's snapshot, and the status says that some failed")
    func sideBySide() async throws {
        let folder = try TemporaryFolder()
        try await LoopbackServer.with(answer: Self.keystone) { good in
            try await LoopbackServer.with(answer: { _ in .hang }) { hung in
                try write(
                    clouds(["good": good.url, "dead": "http://127.0.0.1:9", "hung": hung.url]),
                    ".config/openstack/clouds.yaml", in: folder)
                try write(
                    """
                    database: all.db
                    clouds:
                      good: {openstack: {without: \(Self.everything)}}
                      dead: {openstack: {deadline: 1}}
                      hung: {openstack: {deadline: 3}}
                      none: {openstack: }
                    """, "tombo.yaml", in: folder)
                let run = try await tombo(folder, "collect", "--label", "one", "--record", "rec")
                #expect(run.status == 3, "\(run.error)")
                #expect(run.error.contains("none is not collected") && !run.error.contains("correct-horse"))
                let snapshots = try await tombo(folder, "snapshots", "-f", "value", "-c", "cloud,label,complete")
                let lines = snapshots.output.split(separator: "\n")
                #expect(lines.count == 3 && lines.last == "hung one false" && lines.contains("good one true"))
                #expect(FileManager.default.fileExists(atPath: folder.file("all.db")))
                #expect(try Recording.find(in: folder.file("rec")).map(\.cloud) == ["dead", "good", "hung"])
                let list = try await tombo(folder, "list", "servers", "--cloud", "good", "-f", "json")
                #expect(list.status == 0 && list.output.contains("\"gaps\": []"), "\(list.output)")
                let again = try await tombo(folder, "collect", "--label", "one", "--cloud", "good")
                #expect(again.status == 2)
                let one = try await tombo(folder, "collect", "--cloud", "good")
                #expect(one.status == 0, "\(one.error)")
                let dead = try await tombo(folder, "collect", "--cloud", "dead")
                #expect(dead.status == 4)
                let both = try await tombo(folder, "list", "servers", "-f", "json")
                #expect(both.output.contains("\"snapshots\": [") && both.status == 3)
                #expect(both.error.contains("of dead, ") && both.error.contains("of good, "))
                let replayed = try await tombo(
                    folder, "collect", "--replay", "rec", "--cloud", "good", "--db", "copy.db")
                #expect(replayed.status == 0, "\(replayed.error)")
            }
        }
    }

    @Test("a wrong tombo.yaml stops every command that needs it, and names the key")
    func wrong() async throws {
        let folder = try TemporaryFolder()
        try write("clouds: {lab: {openstack: {witout: [cinder]}}}", "wrong.yaml", in: folder)
        for command in [["collect"], ["list", "servers"]] {
            let run = try await tombo(
                folder, command[0], command.count > 1 ? command[1] : "--config",
                command.count > 1 ? "--config" : "wrong.yaml",
                command.count > 1 ? "wrong.yaml" : "-q")
            #expect(run.status == 4 && run.error.contains("`clouds.lab.openstack.witout`"), "\(run.error)")
        }
    }

    @Test("init writes a file that tombo reads, says what works, and never overwrites")
    func initialize() async throws {
        let folder = try TemporaryFolder()
        try await LoopbackServer.with(answer: Self.keystone) { good in
            try write(
                clouds(["lab": good.url, "other": "http://127.0.0.1:9", "twin": good.url]),
                ".config/openstack/clouds.yaml", in: folder)
            try maasLogin(in: folder)
            let run = try await tombo(folder, "init")
            #expect(run.status == 3 && run.output.isEmpty, "\(run.error)")
            #expect(
                run.error.contains("lab    works, with the role admin") && run.error.contains("other  does not work"))
            #expect(run.error.contains("MAAS         ~/.maascli.db"))
            #expect(run.error.contains("application credential create --role admin"))
            #expect(!run.error.contains("correct-horse"))
            #expect(run.error.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(run.error)")
            let path = folder.file(".config/tombo/tombo.yaml")
            let yaml = try String(contentsOfFile: path, encoding: .utf8)
            #expect(yaml.split(separator: "\n").allSatisfy { $0.count <= 80 } && !yaml.contains("correct-horse"))
            let read = try #require(
                try TomboConfiguration.find(
                    ConfigurationPlaces(environment: [:], workingDirectory: "/", homeDirectory: folder.path)))
            #expect(read.clouds.map(\.name) == ["lab", "other"], "twin is the same cloud as lab")
            #expect(yaml.contains("without: [placement, neutron, glance, cinder]"))
            let again = try await tombo(folder, "init")
            #expect(again.status == 2 && again.error.contains("overwrites nothing"))
            let printed = try await tombo(folder, "init", "--offline", "--output", "-")
            #expect(printed.status == 0 && printed.output.contains("clouds:\n"))
        }
    }

    /// What `maas login` of MAAS 3.6 leaves behind.
    private func maasLogin(in folder: TemporaryFolder) throws {
        try DatabaseQueue(path: folder.file(".maascli.db")).write { db in
            try db.execute(
                sql: """
                    CREATE TABLE profiles (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, data BLOB);
                    INSERT INTO profiles (name, data) VALUES ('admin', '{"credentials": ["correct", "horse", "battery"],
                      "url": "http://127.0.0.1:9/MAAS/api/2.0/", "cacerts": null, "name": "admin"}')
                    """)
        }
    }

    @Test("init with a login to MAAS alone writes a cloud of it, without its key")
    func machinesOnly() async throws {
        let folder = try TemporaryFolder()
        try maasLogin(in: folder)
        let run = try await tombo(folder, "init")
        #expect(run.status == 0 && run.error.contains("No login to OpenStack."), "\(run.error)")
        let yaml = try String(contentsOfFile: folder.file(".config/tombo/tombo.yaml"), encoding: .utf8)
        #expect(yaml.contains("  lab:\n    maas:\n      profile: admin\n") && !yaml.contains("battery"))
        let collected = try await tombo(folder, "collect", "--db", "a.db")
        #expect(collected.status == 4 && collected.error.contains("127.0.0.1:9"), "\(collected.error)")
        #expect(!collected.error.contains("battery"))
    }

    @Test("init without credentials says how to get some, and writes nothing")
    func nothing() async throws {
        let folder = try TemporaryFolder()
        let run = try await tombo(folder, "init")
        #expect(run.status == 4 && run.error.contains("Hint: Get them") && run.output.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: folder.file(".config/tombo")))
        let variables = [
            "OS_AUTH_URL": "http://k:5000", "OS_USERNAME": "u", "OS_PASSWORD": "correct-horse", "OS_PROJECT_NAME": "p",
        ]
        let offline = try await tombo(folder, "init", "--offline", environment: variables)
        #expect(offline.status == 0, "\(offline.error)")
        let yaml = try String(contentsOfFile: folder.file(".config/tombo/tombo.yaml"), encoding: .utf8)
        #expect(yaml.contains("    environment: true\n"))
    }
}
