import Foundation
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

@Suite("A session with Ceph")
struct CephSessionTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A program that is called as `ceph` is; `cases` are those of a shell's `case $line in`.
    private func program(_ cases: String, before: String = "") throws -> CephAccess {
        let path = folder.file("ceph")
        try """
        #!/bin/sh
        \(before)
        while read -r line; do
            case $line in
            fsid) printf '\\n{"fsid":"5f1e2d3c-0000-4000-8000-00000000ceff"}\\n' ;;
            \(cases)
            *) echo 'no valid command found; 10 closest matches:' >&2; echo 'Error EINVAL: invalid command' >&2 ;;
            esac
        done
        """.write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
        return CephAccess(
            prefix: ["env", "PATH=\(folder.path):/usr/bin:/bin"], deadline: .seconds(240), connectSeconds: 1)
    }

    private func with<Answer: Sendable>(
        _ access: CephAccess, _ body: (any Transport) async throws -> Answer
    ) async throws -> Answer { try await access.with(nil, body) }

    @Test("answers of several lines, of none, and of one line each are told apart")
    func answers() async throws {
        let access = try program(
            """
            status) printf '\\n{"fsid":"5f1e2d3c-0000-4000-8000-00000000ceff","health":{}}\\n' ;;
            'osd dump') printf '{\\n"a": 1\\n}\\n\\n' ;;
            'auth ls') echo 'Error EACCES: access denied' >&2 ;;
            """)
        try await with(access) { (transport) async throws -> Void in
            // At once, as collectors ask.
            async let status = transport.send(.ceph(.monitor, "status"))
            async let dump = transport.send(.ceph(.monitor, "osd dump"))
            async let refused = transport.send(.ceph(.monitor, "auth ls"))
            async let unknown = transport.send(.ceph(.monitor, "osd nonsense"))
            async let manager = transport.send(.ceph(.manager, "status"))
            #expect(try await String(decoding: status.body, as: UTF8.self).contains("\"health\":{}"))
            #expect(try await dump.body == Data("{\n\"a\": 1\n}\n".utf8))
            #expect(try await refused.status == 13)
            #expect(try await refused.stderr == "Error EACCES: access denied")
            #expect(try await unknown.status == 22)
            #expect(try await manager.body.count > 20)
        }
    }

    @Test("an answer of megabytes comes whole")
    func large() async throws {
        let access = try program(#"big) printf '{"a":"'; head -c 6000000 /dev/zero | tr '\0' x; printf '"}\n' ;;"#)
        let body = try await with(access) { try await $0.send(.ceph(.monitor, "big")).body }
        #expect(body.count == 6_000_009)
    }

    @Test("one that hangs is killed in time, costs nobody else more, and leaves nothing behind")
    func hung() async throws {
        var access = try program(
            "'osd df') sleep 300 ;;\nstatus) echo '{\"a\":1}' ;;",
            before: "echo $$ >> '\(folder.file("pids"))'; trap '' TERM")
        // The monitor's answer has to come within it, too, and a busy machine lets it wait for seconds.
        access.deadline = .seconds(10)
        access.connectSeconds = 0
        let started = ContinuousClock.now
        let codes = try await with(access) { transport in
            async let hung = Self.code(transport, .ceph(.manager, "osd df"))
            async let queued = Self.code(transport, .ceph(.manager, "status"))
            async let other = Self.code(transport, .ceph(.monitor, "status"))
            let all = await [hung, queued, other]
            return await all + [Self.code(transport, .ceph(.manager, "status"))]
        }
        #expect(codes == [.timedOut, .timedOut, nil, .timedOut])
        #expect(ContinuousClock.now - started < .seconds(600))
        let pids = try String(contentsOfFile: folder.file("pids"), encoding: .utf8).split(separator: "\n")
        #expect(pids.count == 2)
        for pid in pids.compactMap({ pid_t($0) }) {
            for _ in 0..<100 where kill(pid, 0) == 0 { try await Task.sleep(for: .milliseconds(20)) }
            #expect(kill(pid, 0) != 0, "the program is still there")
        }
    }

    private static func code(_ transport: any Transport, _ request: HTTPRequest) async -> CollectError.Code? {
        do throws(CollectError) {
            _ = try await transport.send(request)
            return nil
        } catch {
            return error.code
        }
    }

    @Test(
        "one that ends at once says why", .timeLimit(.minutes(10)),
        arguments: [
            ("echo 'timed out' >&2; exit 1", CollectError.Code.unreachable, "reached no monitor"),
            (
                "echo '[errno 13] RADOS permission denied (error connecting to the cluster)' >&2; exit 13",
                .unauthorized,
                "permission denied"
            ),
            (
                "echo 'auth: unable to find a keyring on /etc/ceph/k: (2) No such file' >&2; echo '[errno 2] RADOS object not found' >&2; exit 1",
                .misconfigured, "no key"
            ),
            (
                "echo \"Error initializing cluster client: ObjectNotFound('RADOS object not found (error calling conf_read_file)')\" >&2; exit 1",
                .misconfigured, "conf_read_file"
            ),
            ("echo 'ssh: Could not resolve hostname mon' >&2; exit 255", .unreachable, "Could not resolve"),
            ("echo 'sudo: ceph: command not found' >&2; exit 127", .misconfigured, "command not found"),
            ("exit 0", .unreachable, "no reason"),
        ])
    func ends(_ script: String, _ code: CollectError.Code, _ words: String) async throws {
        let access = try program("", before: script)
        let error = await #expect(throws: CollectError.self) {
            try await with(access) { try await $0.send(.ceph(.monitor, "status")) }
        }
        #expect(error?.code == code && error?.message.contains(words) == true, "\(error?.message ?? "none")")
        #expect(error?.remedy != nil)
    }

    @Test("a program that is not there is named")
    func missing() async throws {
        let access = CephAccess(prefix: ["/nowhere/ssh", "host"])
        let error = await #expect(throws: CollectError.self) {
            try await with(access) { try await $0.send(.ceph(.monitor, "status")) }
        }
        #expect(error?.code == .misconfigured && error?.message.contains("/nowhere/ssh") == true)
    }

    @Test("librados is told what the command line would tell")
    func commands() {
        #expect(CephLibrary.json("osd dump") == #"{"prefix":"osd dump","format":"json"}"#)
        #expect(CephLibrary.json("health detail") == #"{"prefix":"health","format":"json","detail":"detail"}"#)
    }

    @Test("behind a prefix it brings its own end and its own environment")
    func words() {
        var access = CephAccess(
            prefix: ["juju", "ssh", "ceph-mon/leader", "sudo"], options: ["--name", "client.tombo"])
        #expect(
            access.words(["ceph", "--format", "json"], deadline: .seconds(20)).joined(separator: " ")
                == "juju ssh ceph-mon/leader sudo timeout -k 2 30 env PYTHONUNBUFFERED=1 ceph --name client.tombo --format json"
        )
        access.prefix = []
        #expect(access.words(["rbd", "ls"], deadline: .seconds(20)) == ["rbd", "--name", "client.tombo", "ls"])
    }
}
