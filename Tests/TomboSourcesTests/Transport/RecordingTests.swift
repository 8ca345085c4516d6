import Foundation
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

@Suite("Recording and replay")
struct RecordingTests {
    private let folder: TemporaryFolder
    private let recording: Recording

    init() throws {
        folder = try TemporaryFolder()
        recording = Recording(
            directory: folder.file("r"), tombo: "1.2.3", cloud: "lab", label: "tarefa-1",
            startedAt: Instant(milliseconds: 1_795_000_000_000),
            sources: [
                .init(
                    name: "openstack", type: "openstack",
                    settings: ["auth_url": "http://10.0.0.1:5000/v3", "password": "Hunter22"])
            ])
    }

    /// Sends `requests` to `answers` while recording, then replays them.
    private func record(_ answers: [String: [FixtureTransport.Answer]], _ requests: [HTTPRequest]) async throws {
        let recorder = try Recorder(recording)
        let transport = RecordingTransport(FixtureTransport(inTurn: answers), recorder: recorder, source: "openstack")
        for request in requests { _ = try? await transport.send(request) }
        try recorder.finish(at: Instant(milliseconds: 1_795_000_005_000))
    }

    private var replay: ReplayTransport { ReplayTransport(recording, source: "openstack") }

    private func files() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: recording.directory).sorted()
    }

    private func contents() throws -> String {
        try files().compactMap { FileManager.default.contents(atPath: recording.directory + "/" + $0)?.text }
            .joined(separator: "\n")
    }

    @Test("an exchange is a readable file named after its request")
    func form() async throws {
        let request = HTTPRequest(
            "http://10.0.0.1:8774/v2.1/servers/detail?all_tenants=True&limit=2",
            headers: ["X-Auth-Token": "Hunter22", "OpenStack-API-Version": "compute 2.87", "Date": "now"])
        let answer = FixtureTransport.Answer.json(
            #"{"servers":[{"id":"b","adminPass":"Hunter22","ratio":16.0,"n":9007199254740993,"e":[],"o":{}}]}"#,
            headers: ["Content-Type": "application/json", "Date": "now", "X-Compute-Request-Id": "req-1"])
        try await record(["GET /v2.1/servers/detail?all_tenants=True&limit=2": [answer]], [request])
        let name = "openstack/get-8774-v2.1-servers-detail-all_tenants-True-limit-2-compute-2.87.json"
        #expect(try files() == ["openstack", name, "recording.json"])
        let text = try #require(FileManager.default.contents(atPath: folder.file("r/\(name)"))?.text)
        #expect(
            text == """
                {
                  "request": {
                    "method": "GET",
                    "url": "http://10.0.0.1:8774/v2.1/servers/detail?all_tenants=True&limit=2",
                    "headers": {
                      "OpenStack-API-Version": "compute 2.87"
                    }
                  },
                  "response": {
                    "status": 200,
                    "headers": {
                      "Content-Type": "application/json"
                    },
                    "body": {
                      "servers": [
                        {
                          "id": "b",
                          "adminPass": "<redacted>",
                          "ratio": 16.0,
                          "n": 9007199254740993,
                          "e": [],
                          "o": {}
                        }
                      ]
                    }
                  }
                }

                """)
    }

    @Test("a replay gives back status, headers and body, and text that is no JSON as it was")
    func roundTrip() async throws {
        let html = "<html>&nbsp;\"not found\"\n</html>"
        try await record(
            [
                "GET /v3": [.json(#"{"a":[1,2.5,"ü\n\u0001"],"b":null}"#, status: 300, headers: ["location": "/x"])],
                "GET /html": [.json(html, status: 404)], "GET /empty": [.json("", status: 204)],
                "GET /cut": [.json(#"{"servers":[{"id""#)],
            ], ["v3", "html", "empty", "cut"].map { HTTPRequest("http://h/\($0)") })
        let v3 = try await replay.send(HTTPRequest("http://h/v3"))
        #expect(v3.status == 300 && v3.headers["Location"] == "/x")
        #expect(Value(json: v3.body.text) == Value(json: #"{"a":[1,2.5,"ü\n\u0001"],"b":null}"#))
        let page = try await replay.send(HTTPRequest("http://h/html"))
        #expect(page.status == 404 && page.body.text == html)
        let empty = try await replay.send(HTTPRequest("http://h/empty"))
        #expect(empty.status == 204 && empty.body.isEmpty)
        #expect(try await replay.send(HTTPRequest("http://h/cut")).body.text == #"{"servers":[{"id""#)
    }

    @Test("a login is recorded with its catalog and without its token and password")
    func login() async throws {
        let request = HTTPRequest(
            "POST", "http://h:5000/v3/auth/tokens",
            body: Data(#"{"auth":{"identity":{"password":{"user":{"name":"admin","password":"Hunter22"}}}}}"#.utf8))
        let answer = FixtureTransport.Answer.json(
            #"{"token":{"catalog":[{"type":"compute"}],"note":"you hold 0123456789abcdef"}}"#, status: 201,
            headers: ["X-Subject-Token": "0123456789abcdef"])
        try await record(["POST /v3/auth/tokens": [answer]], [request])
        #expect(try !contents().contains("0123456789abcdef") && !contents().contains("Hunter22"))
        let response = try await replay.send(request)
        #expect(response.status == 201 && response.headers["X-Subject-Token"] == "<redacted>")
        #expect(response.body.text == #"{"token":{"catalog":[{"type":"compute"}],"note":"you hold <redacted>"}}"#)
    }

    @Test("nothing of an exchange full of secrets survives in any file or file name")
    func secrets() async throws {
        let url = "http://u:S3cret-user@h/a?temp_url_sig=S3cretSig&token=S3cretQuery"
        let request = HTTPRequest(
            "POST", url, headers: ["X-Auth-Token": "S3cret-header", "Accept": "S3cret-header"],
            body: Data(SecretFixture.json.utf8))
        let key = FixtureTransport.key(request)
        try await record(
            [
                key: [
                    .json(SecretFixture.json, headers: ["Set-Cookie": "S3cret-cookie", "Location": "/?sig=S3cret"]),
                    .failure(CollectError(.unreachable, "at \(url)", remedy: "Use S3cret-header.")),
                ]
            ], [request, request])
        #expect(try files().count == 4)
        #expect(try !contents().contains("S3cret"))
        #expect(try !files().joined().contains("S3cret"))
        #expect(try contents().contains("admin_domain"))
    }

    @Test("repeats are numbered and replayed in turn; asked once more, the last is given again")
    func ordinals() async throws {
        let request = HTTPRequest("http://h/a")
        try await record(["GET /a": [.json("[1]"), .json("[2]")]], [request, request])
        #expect(try files().filter { $0.contains("get-") } == ["openstack/get-a-2.json", "openstack/get-a.json"])
        let replay = replay
        for expected in ["[1]", "[2]", "[2]"] { #expect(try await replay.send(request).body.text == expected) }
    }

    @Test("names depend on the request alone, not on the order in which requests came")
    func stableNames() async throws {
        let requests = ["a", "b", "c", "a?marker=1"].map { HTTPRequest("http://h/\($0)") }
        let answers = Dictionary(
            uniqueKeysWithValues: requests.map { (FixtureTransport.key($0), [FixtureTransport.Answer.json("[]")]) })
        try await record(answers, requests)
        let first = try (files(), contents())
        try FileManager.default.removeItem(atPath: recording.directory)
        try await record(answers, requests.reversed())
        let second = try (files(), contents())
        #expect(first == second)
    }

    @Test("requests that share a file name, or differ in microversion alone, keep their answers")
    func sharedNames() async throws {
        let newer = HTTPRequest("http://h/a/b", headers: ["OpenStack-API-Version": "compute 2.90"])
        let older = HTTPRequest("http://h/a/b", headers: ["OpenStack-API-Version": "compute 2.1"])
        let query = HTTPRequest("http://h/a?b")
        try await record(
            ["GET /a/b": [.json("[1]"), .json("[2]")], "GET /a?b": [.json("[3]")]], [newer, older, query])
        let plain = HTTPRequest("http://h/a/b")
        #expect(try await replay.send(older).body.text == "[2]")
        #expect(try await replay.send(newer).body.text == "[1]")
        #expect(try await replay.send(query).body.text == "[3]")
        #expect(await failure(of: replay, plain)?.code == .notRecorded)
    }

    @Test("a failure fails in the same way when replayed")
    func failures() async throws {
        let error = CollectError(.untrusted, "The certificate of h:443 is missing.", remedy: "Name it.")
        try await record(
            ["GET /a": [.failure(error)], "GET /b": [.failure(CollectError(.cancelled, "c"))]],
            [HTTPRequest("http://h/a"), HTTPRequest("http://h/b")])
        let replayed = await failure(of: replay, HTTPRequest("http://h/a"))
        #expect(replayed?.code == .untrusted && replayed?.message == error.message && replayed?.remedy == "Name it.")
        #expect(await failure(of: replay, HTTPRequest("http://h/b"))?.code == .timedOut)
    }

    @Test("what was not recorded says which request and where")
    func notRecorded() async throws {
        try await record([:], [])
        let request = HTTPRequest("http://h:1/a?b", headers: ["OpenStack-API-Version": "compute 2.1"])
        let error = await failure(of: replay, request)
        #expect(error?.code == .notRecorded)
        #expect(
            error?.message
                == "GET http://h:1/a?b at `compute 2.1` is not in the recording \(folder.file("r"))/openstack.")
    }

    @Test(
        "a damaged file says which one",
        arguments: ["", "{", "[]", #"{"request":{"method":"GET","url":"http://h/a"}}"#])
    func damaged(text: String) async throws {
        try await record(["GET /a": [.json("[1]")]], [HTTPRequest("http://h/a")])
        let path = folder.file("r/openstack/get-a.json")
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        let error = await failure(of: replay, HTTPRequest("http://h/a"))
        #expect(error?.code == .malformedAnswer && error?.message.contains(path) == true)
    }

    @Test("a replay counts requests and bytes as a source does")
    func cost() async throws {
        try await record(["GET /a": [.json("[1]")]], [HTTPRequest("http://h/a")])
        let (meter, replay) = (CostMeter(), replay)
        try await CostMeter.$current.withValue(meter) {
            _ = try await replay.send(HTTPRequest("http://h/a"))
            _ = await failure(of: replay, HTTPRequest("http://h/b"))
        }
        #expect(meter.requests == 2 && meter.bytes == 3)
    }
}
