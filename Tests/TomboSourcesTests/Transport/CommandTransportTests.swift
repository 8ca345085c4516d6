import Foundation
import Testing
import TomboRecords

@testable import TomboSources

@Suite("Commands")
struct CommandTransportTests {
    private func run(
        _ script: String, input: String? = nil, deadline: Duration = .seconds(240), prefix: [String] = []
    ) async throws(CollectError) -> HTTPResponse {
        let access = CommandAccess(prefix: prefix, deadline: deadline)
        return try await CommandTransport(access).send(.command(["sh", "-c", script], input: input))
    }

    @Test("answer with exit status, output and what they said on standard error")
    func answer() async throws {
        let answer = try await run("cat; echo oh no >&2; exit 7", input: "{\"a\": 1}")
        #expect(answer.status == 7 && String(decoding: answer.body, as: UTF8.self) == "{\"a\": 1}")
        #expect(answer.stderr == "oh no")
    }

    @Test("keep words whole, and stand behind a prefix")
    func words() async throws {
        let request = HTTPRequest.command(["printf", "%s|", "a b", "100%", "%20"])
        let answer = try await CommandTransport(CommandAccess(prefix: ["env", "X=1"])).send(request)
        #expect(String(decoding: answer.body, as: UTF8.self) == "a b|100%|%20|")
    }

    @Test("are found by their path, too")
    func path() async throws {
        #expect(try await CommandTransport(CommandAccess()).send(.command(["/bin/sh", "-c", "exit 3"])).status == 3)
    }

    @Test("have no standard input unless they are given one")
    func noInput() async throws {
        let answer = try await run("cat; echo done")
        #expect(String(decoding: answer.body, as: UTF8.self) == "done\n")
    }

    @Test("see nothing of our environment but what finds things")
    func environment() async throws {
        setenv("TOMBO_TEST_SECRET", "s3cret", 1)
        let answer = try await run("env")
        let text = String(decoding: answer.body, as: UTF8.self)
        #expect(text.contains("PATH=") && !text.contains("s3cret"))
    }

    @Test("are killed at their deadline, even those that will not go, with everything they started")
    func deadline() async throws {
        let mark = "4\(Int.random(in: 100_000...999_999)).5"
        let started = ContinuousClock.now
        // It ignores SIGTERM, and so does what it started, which holds the pipe open.
        let error = await #expect(throws: CollectError.self) {
            try await run("trap '' TERM; sleep \(mark) & sleep \(mark); wait", deadline: .milliseconds(300))
        }
        // It would sleep for days; how soon it is killed is the machine's affair when a hundred tests run.
        #expect(error?.code == .timedOut && ContinuousClock.now - started < .seconds(600))
        for _ in 0..<100 where try isRunning(mark) { try await Task.sleep(for: .milliseconds(50)) }
        #expect(try !isRunning(mark))
    }

    /// Whether a process has a word among its arguments.
    private func isRunning(_ word: String) throws -> Bool {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").contains { pid in
            guard Int(pid) != nil, let line = FileManager.default.contents(atPath: "/proc/\(pid)/cmdline") else {
                return false
            }
            return String(decoding: line, as: UTF8.self).split(separator: "\0").contains { $0 == word }
        }
    }

    @Test("that are not there, or cannot be run, say so with a remedy")
    func missing() async throws {
        for program in ["no-such-program-of-anybody", "/etc/passwd"] {
            let error = await #expect(throws: CollectError.self) {
                try await CommandTransport(CommandAccess()).send(.command([program]))
            }
            #expect(error?.code == .misconfigured && error?.message.contains(program) == true && error?.remedy != nil)
        }
    }

    @Test("that are killed by somebody say by which signal")
    func signal() async throws {
        #expect(try await run("kill -9 $$").status == 137)
    }

    @Test("that never stop writing are cut off")
    func endless() async throws {
        var access = CommandAccess(deadline: .seconds(240))
        access.outputLimit = 1 << 16
        let error = await #expect(throws: CollectError.self) {
            try await CommandTransport(access).send(.command(["yes"]))
        }
        #expect(error?.code == .tooLarge)
    }
}
