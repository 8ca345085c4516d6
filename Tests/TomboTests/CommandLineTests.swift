import Foundation
import Testing
import TomboTestKit

/// The whole program, started as a person would: few, as each costs a process.
@Suite("The command line")
struct CommandLineTests {
    struct Run {
        var status: Int32
        var output: String
        var error: String
    }

    static let binary: String = {
        // Beside the test bundle, whatever the build folder is called.
        let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
        return URL(filePath: bundle).deletingLastPathComponent().appending(path: "tombo").path
    }()

    static let examples = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Examples/lab").path

    private func tombo(_ arguments: String..., environment: [String: String] = [:]) throws -> Run {
        let process = Process()
        process.executableURL = URL(filePath: Self.binary)
        process.arguments = arguments
        process.environment = ["TZ": "America/Sao_Paulo", "HOME": "/nonexistent"].merging(environment) { $1 }
        let (output, error) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = error
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let out = output.fileHandleForReading.readDataToEndOfFile()
        let err = error.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Run(
            status: process.terminationStatus, output: String(decoding: out, as: UTF8.self),
            error: String(decoding: err, as: UTF8.self))
    }

    /// The lab's four stages, replayed.
    private func replayed() throws -> (folder: TemporaryFolder, db: String) {
        let folder = try TemporaryFolder()
        let db = folder.file("lab.db")
        let run = try tombo("collect", "--replay", Self.examples, "--db", db)
        #expect(run.status == 0, "\(run.error)")
        return (folder, db)
    }

    @Test("replays the lab and answers about it")
    func lab() throws {
        let (folder, db) = try replayed()
        try withExtendedLifetime(folder) {
            let place = try tombo("where", "lb", "--db", db, "-f", "json")
            #expect(place.status == 0)
            let json = try #require(JSONSerialization.jsonObject(with: Data(place.output.utf8)) as? [String: Any])
            #expect((json["snapshot"] as? [String: Any])?["label"] as? String == "tarefa-4")
            #expect(json["complete"] as? Bool == true)
            let row = try #require((json["rows"] as? [[String: Any]])?.first)
            #expect((row["host"] as? String)?.hasSuffix(".maas") == true)
            let servers = try tombo("list", "servers", "--db", db, "-f", "value", "-c", "name")
            #expect(servers.output == "api1\napi2\nclient\ndb\nlb\n")
            let diff = try tombo(
                "diff", "tarefa-1..tarefa-2", "--db", db, "--kind", "server", "--exit-code", "-f", "json")
            #expect(diff.status == 1)
            #expect(diff.output.contains("\"client\""))
            #expect(try tombo("diff", "tarefa-4..tarefa-4", "--db", db, "--exit-code").status == 0)
        }
    }

    @Test("replaying the same labels again is refused, and nothing piles up")
    func replayTwice() throws {
        let (folder, db) = try replayed()
        try withExtendedLifetime(folder) {
            let again = try tombo("collect", "--replay", Self.examples, "--db", db)
            #expect(again.status == 2 && again.error.contains("already called tarefa-1"))
            #expect(try tombo("snapshots", "--db", db, "-f", "value", "-c", "seq").output == "1\n2\n3\n4\n")
        }
    }

    @Test(
        "exits as the contract says",
        arguments: [
            (["--help"], 0), (["--version"], 0), (["version"], 0), (["schema"], 0), (["bogus"], 2), (["list"], 2),
            (["list", "servers", "-f", "xml"], 2), (["label", "latest", "a..b", "--db", "/nonexistent/x.db"], 2),
            (["list", "servers", "--db", "/nonexistent/x.db"], 5), (["collect", "--db", "/nonexistent/x.db"], 4),
        ] as [([String], Int32)])
    func exitStatus(arguments: [String], status: Int32) throws {
        let process = Process()
        process.executableURL = URL(filePath: Self.binary)
        process.arguments = arguments
        process.environment = ["HOME": "/nonexistent"]
        (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == status, "\(arguments)")
    }

    @Test("says unknown names with the nearest one, and exits with 6")
    func unknown() throws {
        let (folder, db) = try replayed()
        try withExtendedLifetime(folder) {
            for (arguments, word) in [
                (["where", "clinet"], "client"), (["list", "serverz"], "server"),
                (["list", "servers", "--at", "tarefa4"], "tarefa-4"),
            ] {
                let run = try tombo(
                    arguments[0], arguments[1], "--db", db, "--at", arguments.count > 3 ? arguments[3] : "latest")
                #expect(run.status == 6 && run.output.isEmpty)
                #expect(
                    run.error.hasPrefix("Error: ") && run.error.contains("Hint: Did you mean `\(word)`?"),
                    "\(run.error)")
            }
        }
    }

    @Test("knows a mistyped command")
    func mistyped() throws {
        let run = try tombo("lst", "servers")
        #expect(run.status == 2 && run.error == "Error: There is no command `lst`.\nHint: Did you mean `tombo list`?\n")
    }

    @Test("keeps data and words apart")
    func streams() throws {
        let (folder, db) = try replayed()
        try withExtendedLifetime(folder) {
            let run = try tombo(
                "list", "flavors", "--db", db, "-f", "csv", "-c", "name,ram_mib", "--sort-column", "ram_mib")
            #expect(run.output == "name,ram_mib\nm1.tiny,1024\nm1.small,2048\nm1.medium,4096\nm1.large,8192\n")
            #expect(run.error.contains("snapshot #4 \"tarefa-4\" of lab"))
            #expect(try tombo("list", "flavors", "--db", db, "-q").error.isEmpty)
        }
    }

    @Test("a cloud that cannot be reached deletes nothing, and every answer says so")
    func unreachable() throws {
        let (folder, db) = try replayed()
        try withExtendedLifetime(folder) {
            let environment = [
                "OS_AUTH_URL": "http://127.0.0.1:9/v3", "OS_USERNAME": "admin", "OS_PASSWORD": "correct-horse",
                "OS_PROJECT_NAME": "admin", "OS_USER_DOMAIN_NAME": "d", "OS_PROJECT_DOMAIN_NAME": "d",
            ]
            let poll = try tombo("collect", "--db", db, "--cloud", "lab", environment: environment)
            #expect(poll.status == 4 && poll.error.contains("127.0.0.1:9") && poll.error.contains("Hint: "))
            #expect(!poll.error.contains("correct-horse") && !poll.output.contains("correct-horse"))
            let list = try tombo("list", "servers", "--db", db, "-f", "json")
            #expect(
                list.status == 3 && list.output.contains("\"complete\": false")
                    && list.output.contains("\"unreachable\""))
            #expect(list.output.contains("\"lb\""))
            #expect(list.error.contains("last complete: #4"))
            let strict = try tombo("list", "servers", "--db", db, "--strict")
            #expect(strict.status == 3 && strict.output.isEmpty)
            let snapshots = try tombo("snapshots", "--db", db, "-f", "value", "-c", "seq,complete")
            #expect(snapshots.status == 0 && snapshots.output.hasSuffix("5 false\n"))
        }
    }

    @Test("completes names from the database in bash, and offers none without one")
    func bash() throws {
        let (folder, db) = try replayed()
        try withExtendedLifetime(folder) {
            let script = folder.file("tombo.bash")
            try tombo("completion", "bash").output.write(toFile: script, atomically: true, encoding: .utf8)
            func complete(_ words: String..., database: String? = nil) throws -> [String] {
                let process = Process()
                process.executableURL = URL(filePath: "/bin/bash")
                process.arguments = ["--norc", "-c", Self.harness, "bash", script] + words
                let path = URL(filePath: Self.binary).deletingLastPathComponent().path
                process.environment = [
                    "HOME": "/nonexistent", "PATH": "\(path):/usr/bin:/bin", "TOMBO_DB": database ?? db,
                ]
                let (output, error) = (Pipe(), Pipe())
                (process.standardOutput, process.standardError) = (output, error)
                try process.run()
                let found = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
                #expect(error.fileHandleForReading.readDataToEndOfFile().isEmpty, "\(words)")
                process.waitUntilExit()
                return found.split(separator: "\n").map(String.init)
            }
            #expect(try complete("tombo", "sta") == ["status"])
            #expect(try complete("tombo", "show", "server/a") == ["server/api1", "server/api2"])
            #expect(
                try complete("tombo", "where", "server/")
                    == ["api1", "api2", "client", "db", "lb"].map { "server/\($0)" })
            #expect(try complete("tombo", "list", "flav") == ["flavor"])
            #expect(try complete("tombo", "list", "servers", "--at", "tarefa-").count == 4)
            #expect(try complete("tombo", "list", "servers", "--at", "#").first == "#4")
            #expect(try complete("tombo", "diff", "tarefa-1..tarefa-4") == ["tarefa-1..tarefa-4"])
            #expect(try complete("tombo", "list", "servers", "--cloud", "") == ["lab"])
            #expect(try complete("tombo", "list", "servers", "-f", "mark") == ["markdown"])
            #expect(try complete("tombo", "list", "flavors", "-c", "ram") == ["ram_mib"])
            #expect(try complete("tombo", "show", "server/", database: "/nonexistent/x.db") == [])
            #expect(
                try complete("tombo", "show", "--db", db, "server/l", database: "/nonexistent/x.db") == ["server/lb"])
        }
    }

    /// What bash does at a press of TAB, with the words of the line as arguments.
    private static let harness = """
        source "$1"; shift
        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}; COMPREPLY=()
        specification=$(complete -p tombo); function=${specification#*-F }; function=${function%% *}
        "$function" tombo "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
        printf '%s\\n' "${COMPREPLY[@]}"
        """

    @Test("shows the cloud on one screen, and says that an older database lacks kinds only where it does")
    func status() throws {
        let (folder, db) = try replayed()
        try withExtendedLifetime(folder) {
            let run = try tombo("status", "--db", db)
            #expect(run.output.hasPrefix("cloud     lab\nstate     snapshot #4 \"tarefa-4\", "))
            #expect(run.output.contains("servers           ok      5 ACTIVE"))
            let early = try tombo("status", "--db", db, "--at", "tarefa-1", "-f", "json")
            let json = try #require(JSONSerialization.jsonObject(with: Data(early.output.utf8)) as? [String: Any])
            let row = try #require((json["rows"] as? [[String: Any]])?.first)
            #expect(row["snapshot"] as? Int == 1)
            let keys = [
                "cloud", "snapshot", "label", "taken_at", "age_seconds", "complete", "kinds", "health", "capacity",
                "changes",
            ]
            #expect(Set(row.keys) == Set(keys))
        }
    }
}
