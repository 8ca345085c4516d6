import Foundation
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

@Suite("Recording: directory and manifest")
struct RecordingManifestTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func recording(_ name: String, label: String? = nil) -> Recording {
        Recording(
            directory: folder.file(name), tombo: "1.2.3", cloud: "lab", label: label,
            startedAt: Instant(milliseconds: 1_795_000_000_000),
            sources: [
                .init(
                    name: "openstack", type: "openstack", settings: ["region": "RegionOne", "password": "x"],
                    kinds: ["nova_server", "nova_flavor"])
            ])
    }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    private func code(_ body: () throws -> Void) -> CollectError.Code? {
        #expect(throws: CollectError.self, performing: body)?.code
    }

    @Test("the manifest tells the round and its sources, without credentials, and reads back")
    func manifest() throws {
        let recorder = try Recorder(recording("r", label: "tarefa-1"))
        #expect(try Recording.load(from: folder.file("r")).finishedAt == nil)
        try recorder.finish(at: Instant(milliseconds: 1_795_000_005_000))
        let text = try #require(FileManager.default.contents(atPath: folder.file("r/recording.json"))?.text)
        #expect(
            text == """
                {
                  "format": 1,
                  "tombo": "1.2.3",
                  "cloud": "lab",
                  "label": "tarefa-1",
                  "started_at": "2026-11-18T11:06:40Z",
                  "finished_at": "2026-11-18T11:06:45Z",
                  "sources": [
                    {
                      "name": "openstack",
                      "type": "openstack",
                      "settings": {
                        "password": "<redacted>",
                        "region": "RegionOne"
                      },
                      "kinds": [
                        "nova_flavor",
                        "nova_server"
                      ]
                    }
                  ]
                }

                """)
        var expected = recording("r", label: "tarefa-1")
        expected.finishedAt = Instant(milliseconds: 1_795_000_005_000)
        expected.sources[0].settings["password"] = "<redacted>"
        #expect(try Recording.load(from: folder.file("r")) == expected)
    }

    @Test("only the owner may read, and nothing half written is left over")
    func permissions() async throws {
        let recorder = try Recorder(recording("r"))
        let transport = RecordingTransport(
            FixtureTransport(["GET /a": .json("[]")]), recorder: recorder, source: "openstack")
        _ = try await transport.send(HTTPRequest("http://h/a"))
        try recorder.finish(at: Instant(milliseconds: 0))
        #expect(try mode(folder.file("r")) == 0o700 && mode(folder.file("r/openstack")) == 0o700)
        #expect(
            try mode(folder.file("r/recording.json")) == 0o600 && mode(folder.file("r/openstack/get-a.json")) == 0o600)
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.file("r"))
        #expect(names.sorted() == ["openstack", "openstack/get-a.json", "recording.json"])
    }

    @Test("a directory that holds a recording is not recorded into again")
    func occupied() throws {
        _ = try Recorder(recording("r"))
        #expect(code { _ = try Recorder(recording("r")) } == .misconfigured)
    }

    @Test("a place that cannot be written is told before anything is asked")
    func unwritable() throws {
        try Data().write(to: URL(fileURLWithPath: folder.file("file")))
        #expect(code { _ = try Recorder(recording("file/r")) } == .misconfigured)
    }

    @Test("a file that cannot be written leaves the answer whole, and the recording without an end")
    func writeFailure() async throws {
        let recorder = try Recorder(recording("r"))
        try FileManager.default.removeItem(atPath: folder.file("r/openstack"))
        let transport = RecordingTransport(
            FixtureTransport(["GET /a": .json("[]")]), recorder: recorder, source: "openstack")
        #expect(try await transport.send(HTTPRequest("http://h/a")).status == 200)
        let error = #expect(throws: CollectError.self) { try recorder.finish(at: Instant(milliseconds: 0)) }
        #expect(error?.message.contains(folder.file("r/openstack/get-a.json")) == true)
        #expect(try Recording.load(from: folder.file("r")).finishedAt == nil)
    }

    @Test("a folder of recordings gives each, in the order of their names")
    func several() throws {
        for name in ["tarefa-10", "tarefa-2", "tarefa-1"] { _ = try Recorder(recording(name, label: name)) }
        try FileManager.default.createDirectory(atPath: folder.file("other"), withIntermediateDirectories: true)
        #expect(try Recording.find(in: folder.path).map(\.label) == ["tarefa-1", "tarefa-2", "tarefa-10"])
        #expect(try Recording.find(in: folder.file("tarefa-2")).map(\.label) == ["tarefa-2"])
        #expect(try Recording.find(in: folder.file("tarefa-2")).map(\.directory) == [folder.file("tarefa-2")])
    }

    @Test("no recording, a damaged one and one from the future are told apart")
    func unreadable() throws {
        #expect(code { _ = try Recording.find(in: folder.path) } == .misconfigured)
        #expect(code { _ = try Recording.find(in: folder.file("missing")) } == .misconfigured)
        for (text, expected) in [
            ("{", CollectError.Code.malformedAnswer), (#"{"format":1}"#, .malformedAnswer),
            (#"{"format":2,"cloud":"lab"}"#, .unsupportedVersion),
        ] {
            try Data(text.utf8).write(to: URL(fileURLWithPath: folder.file("recording.json")))
            #expect(code { _ = try Recording.find(in: folder.path) } == expected)
        }
    }

    @Test(
        "a file name has only harmless characters, whatever is asked",
        arguments: [
            ("http://h/", "get-root"), ("http://h:8778", "get-8778-root"),
            ("http://h/../../etc/passwd", "get-..-..-etc-passwd"),
            ("http://h/%2e%2e%2fa b?x=ü&y=\u{0}/", "get"),
            ("http://h/\(String(repeating: "long/", count: 80))", "get-long-long"),
        ])
    func names(url: String, prefix: String) {
        let slug = ExchangeName(method: "GET", url: url, headers: [:]).slug
        #expect(slug.hasPrefix(prefix))
        #expect(slug.utf8.count <= 160)
        #expect(slug.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-._".contains($0)) })
    }

    @Test("two long requests that differ only at the end have two names")
    func longNames() {
        let stem = "http://h/" + String(repeating: "long/", count: 80)
        let names = ["a", "b"].map { ExchangeName(method: "GET", url: stem + $0, headers: [:]).slug }
        #expect(names[0] != names[1])
    }
}
