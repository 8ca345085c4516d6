import Foundation
import Testing
import TomboRecords
import TomboSources
import TomboStore
import TomboTestKit

@testable import tombo

@Suite("tombo doctor")
struct DoctorTests {
    private static let secret = "correct-horse"

    private func doctor(_ authURL: String, db: String) throws -> (status: Int32, json: [String: Any], text: String) {
        let process = Process()
        process.executableURL = URL(filePath: CommandLineTests.binary)
        process.arguments = ["doctor", "--db", db, "-f", "json"]
        process.environment = [
            "HOME": "/nonexistent", "OS_AUTH_URL": authURL, "OS_USERNAME": "admin", "OS_PASSWORD": Self.secret,
            "OS_PROJECT_NAME": "admin", "OS_USER_DOMAIN_NAME": "d", "OS_PROJECT_DOMAIN_NAME": "d",
        ]
        let (output, error) = (Pipe(), Pipe())
        (process.standardOutput, process.standardError) = (output, error)
        try process.run()
        let out = output.fileHandleForReading.readDataToEndOfFile()
        let err = error.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let json = try JSONSerialization.jsonObject(with: out) as? [String: Any]
        return (process.terminationStatus, json ?? [:], String(decoding: out + err, as: UTF8.self))
    }

    private func row(_ json: [String: Any], _ check: String) -> [String: Any]? {
        (json["rows"] as? [[String: Any]])?.first { $0["check"] as? String == check }
    }

    @Test("exits with 4 when nothing answers, and with 1 when Keystone refuses; it makes no file and tells no secret")
    func exits() async throws {
        let folder = try TemporaryFolder()
        let db = folder.file("none.db")
        let gone = try doctor("http://127.0.0.1:9/v3", db: db)
        #expect(gone.status == 4 && row(gone.json, "reach")?["status"] as? String == "fail", "\(gone.text)")
        let refused = try await LoopbackServer.with(answer: { _ in .json("{}", status: 401) }) { server in
            let run = try doctor(server.url, db: db)
            return (run.status, row(run.json, "login")?["status"] as? String, run.text)
        }
        #expect(refused.0 == 1 && refused.1 == "fail", "\(refused.2)")
        for text in [gone.text, refused.2] { #expect(!text.contains(Self.secret)) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test("looks at a database and leaves it alone")
    func database() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("t.db")
        let check = DatabaseCheck(path: path, cloud: nil, now: Instant(milliseconds: 3_600_000))
        #expect(check.rows().map(\.status) == [.ok])
        #expect(!FileManager.default.fileExists(atPath: path))
        let store = try Store(path: path, specs: Catalog.specs)
        let spec = Catalog.specs[0]
        let failed = Collection(source: "openstack", spec: spec, result: .failed(CollectError(.timedOut, "Too slow.")))
        let round = Round(
            cloud: "lab", label: "t1", startedAt: Instant(milliseconds: 0), finishedAt: Instant(milliseconds: 0),
            collections: [failed])
        _ = try store.save(round)
        let rows = check.rows()
        #expect(rows.map(\.status) == [.ok, .warn], "\(rows)")
        #expect(rows[1].detail == "Snapshot #1 \"t1\", 60 min old, did not see \(spec.kind) whole: Too slow.")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        #expect(check.rows().contains { $0.remedy == "Run `chmod 600 \(path)`." })
        let lock = try WriterLock(database: path)
        #expect(check.rows()[0].detail.contains("process \(ProcessInfo.processInfo.processIdentifier) collects"))
        withExtendedLifetime(lock) {}
        let foreign = folder.file("foreign.db")
        try Data("no database at all, only text".utf8).write(to: URL(filePath: foreign))
        #expect(DatabaseCheck(path: foreign, cloud: nil, now: .now).rows().map(\.status) == [.fail])
    }
}
