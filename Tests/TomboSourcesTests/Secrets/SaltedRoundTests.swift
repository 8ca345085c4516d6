import Foundation
import Logging
import Testing
import TomboRecords
import TomboStore
import TomboTestKit

@testable import TomboSources

/// A whole round of every kind from a cloud with a secret in every place:
/// nothing of it is in what tombo writes.
@Suite("A round with secrets everywhere")
struct SaltedRoundTests {
    private static let secret = "correct-horse-battery"
    private static let token = "gAAAAABn-salted-token-0123456789abcdef"

    private static let user = OpenStackAuth.User.name("admin", .name("admin_domain"))
    private static let project = OpenStackAuth.Project.name("admin", .name("admin_domain"))

    @Test(
        "leaves none in the database, its journal, the recording, the log or a message",
        arguments: [
            OpenStackAuth.password(user: user, password: Secret(secret), project: project),
            .applicationCredential(.id("21dced0f"), secret: Secret(secret)), .token(Secret(secret), project: project),
        ])
    func nothing(auth: OpenStackAuth) async throws {
        let folder = try TemporaryFolder()
        let log = LogRecorder()
        let round = try await round(auth, folder, log)
        // Open until the end: the journal is looked at as well.
        let store = try Store(path: folder.file("tombo.db"), specs: OpenStackCatalog.specs)
        _ = try store.save(round)

        let places =
            try Self.places(in: folder) + [("the log", Data(log.text.utf8)), ("messages", Self.messages(round))]
        #expect(places.count > 20 && places.contains { $0.name.hasSuffix("-wal") })
        #expect(log.text.contains("/servers/detail"), "the log that is searched tells of requests")
        for (name, data) in places {
            for needle in [Salt.marker, Self.secret, Self.token] where data.range(of: Data(needle.utf8)) != nil {
                Issue.record("\(needle) is in \(name): \(Self.around(needle, in: data))")
            }
        }
    }

    @Test("keeps the facts beside them")
    func facts() async throws {
        let folder = try TemporaryFolder()
        let auth = OpenStackAuth.password(user: Self.user, password: Secret(Self.secret), project: Self.project)
        let round = try await round(auth, folder, LogRecorder())
        for collection in round.collections where !["nova_aggregate", "nova_flavor"].contains(collection.spec.kind) {
            #expect(collection.outcome == .complete, "\(collection.spec.kind)")
        }
        let servers = try #require(round.collections.first { $0.spec.kind == "nova_server" })
        let row = try #require(servers.rows.first { $0.key == Lab.id(5) })
        let metadata = RowReader(spec: servers.spec, row: row)["metadata"]
        #expect(metadata["role"] == "lb")
        #expect(metadata["db_password"] == "<redacted>")
        #expect(metadata["dsn"] == "mysql://nova:<redacted>@10.0.0.1/nova")
    }

    /// Two kinds also fail, with secrets in what the service says.
    private func round(_ auth: OpenStackAuth, _ folder: TemporaryFolder, _ log: LogRecorder) async throws -> Round {
        let salt = Salt()
        var answers: [String: String] = [:]
        for (key, name) in Lab.fixtures { answers[key] = salt.salted(json: try Lab.fixture(name)) }
        let token = salt.salted(json: try Lab.fixture("token-admin"))
        let (saltedToken, secret) = (Self.token, Self.secret)
        let complaint = LoopbackAnswer.json(
            """
            {"error": {"message": "token \(saltedToken) with password=\(secret) at \
            https://a:\(Salt.marker)-echo@h/x failed"}}
            """, status: 500)
        return try await LoopbackServer.with(answer: { [answers] request in
            let key = "\(request.method) \(request.path)"
            if key == Lab.signInKey {
                let base = "http://\(request.header("Host") ?? "")"
                return .json(
                    token.replacing(/https?:\/\/[a-z0-9.]+\.lab(:\d+)?/, with: base), status: 201,
                    headers: ["X-Subject-Token": saltedToken])
            }
            if key.hasPrefix("GET /v2.1/os-aggregates") || key.contains("flavors/detail?is_public=None&marker") {
                return complaint
            }
            return answers[key].map { .json($0, headers: ["Set-Cookie": "id=\(Salt.marker)-cookie"]) }
                ?? .json("{}", status: 404)
        }) { server in
            try await collect(from: server.url, auth, folder, log)
        }
    }

    private func collect(
        from url: String, _ auth: OpenStackAuth, _ folder: TemporaryFolder, _ log: LogRecorder
    ) async throws -> Round {
        let configuration = OpenStackConfiguration(authURL: url + "/v3", auth: auth, region: "RegionOne")
        let source = OpenStackSource(configuration: configuration)
        var logger = Logger(label: "test") { _ in log }
        logger.logLevel = .trace
        let recording = Recording(
            directory: folder.file("recording"), tombo: "0", cloud: "lab", startedAt: Instant(milliseconds: 0),
            sources: [.init(name: source.name, type: "openstack", settings: configuration.recordedSettings)])
        let recorder = try Recorder(
            recording, redactor: Redactor(secrets: [configuration.auth.secret].compactMap(\.self)))
        let collections = try await withLiveTransport(impatient(), logger: logger) { [logger] live in
            await source.collect(
                with: SourceMeans(
                    transport: RecordingTransport(
                        RetryingTransport(live, policy: RetryPolicy(tries: 1)), recorder: recorder, source: source.name),
                    logger: logger))
        }
        try recorder.finish(at: Instant(milliseconds: 1000))
        return Round(
            cloud: "lab", startedAt: Instant(milliseconds: 0), finishedAt: Instant(milliseconds: 1000),
            collections: collections)
    }

    static func messages(_ round: Round) -> Data {
        let texts = round.collections.map { collection in
            switch collection.result {
            case .failed(let error): error.description
            case .partial(_, let reason), .skipped(let reason): reason
            case .complete: ""
            }
        }
        return Data(texts.joined(separator: "\n").utf8)
    }

    static func places(in folder: TemporaryFolder, below: String = ".") throws -> [(name: String, data: Data)] {
        let files = FileManager.default.enumerator(atPath: folder.file(below))?.compactMap { $0 as? String } ?? []
        return files.sorted().compactMap { name in
            FileManager.default.contents(atPath: folder.file("\(below)/\(name)")).map { (name, $0) }
        }
    }

    static func around(_ needle: String, in data: Data) -> String {
        guard let range = data.range(of: Data(needle.utf8)) else { return "" }
        let start = max(data.startIndex, range.lowerBound - 60)
        return String(decoding: data[start..<min(data.endIndex, range.upperBound + 30)], as: UTF8.self)
    }
}
