import Foundation
import Logging
import Testing
import TomboRecords
import TomboStore
import TomboTestKit

@testable import TomboSources

/// The layers below OpenStack, from the lab's recording with a secret in every place.
@Suite("A round of MAAS, Juju, Ceph and Vault with secrets everywhere")
struct SaltedLabTests {
    private static let example =
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path + "/Examples/lab/4-tarefa-4"

    @Test(
        "leaves none in the database, its journal, a recording, the log or a message",
        arguments: [
            "maas", "juju", "ceph", "vault",
        ])
    func nothing(source: String) async throws {
        let folder = try TemporaryFolder()
        let recorded = try Recording.load(from: Self.example)
        let one = try #require(recorded.sources.first { $0.name == source })
        try salt(source, into: folder.file("salted"))
        let salted = Recording(
            directory: folder.file("salted"), tombo: "0", cloud: "lab", startedAt: Instant(milliseconds: 0),
            sources: [one])

        let log = LogRecorder()
        var logger = Logger(label: "test") { _ in log }
        logger.logLevel = .trace
        let copy = Recording(
            directory: folder.file("written/recording"), tombo: "0", cloud: "lab", startedAt: Instant(milliseconds: 0),
            sources: [one])
        try FileManager.default.createDirectory(atPath: folder.file("written"), withIntermediateDirectories: true)
        let recorder = try Recorder(copy)
        let collections = try await SourceType.source(replaying: one, in: recorded).collect(
            with: SourceMeans(
                transport: RecordingTransport(
                    ReplayTransport(salted, source: source), recorder: recorder, source: source), logger: logger))
        try recorder.finish(at: Instant(milliseconds: 1000))
        let store = try Store(path: folder.file("written/tombo.db"), specs: SourceType.specs)
        let round = Round(
            cloud: "lab", startedAt: Instant(milliseconds: 0), finishedAt: Instant(milliseconds: 1000),
            collections: collections)
        _ = try store.save(round)
        #expect(!collections.flatMap { $0.rows }.isEmpty, "\(SaltedRoundTests.messages(round))")

        let written = try SaltedRoundTests.places(in: folder, below: "written")
        let places = written + [("the log", Data(log.text.utf8)), ("messages", SaltedRoundTests.messages(round))]
        #expect(places.count > 5 && places.contains { $0.name.hasSuffix("-wal") })
        for (name, data) in places where data.range(of: Data(Salt.marker.utf8)) != nil {
            Issue.record("a secret is in \(name): \(SaltedRoundTests.around(Salt.marker, in: data))")
        }
    }

    /// The recorded answers of a source, each with secrets in it.
    private func salt(_ source: String, into folder: String) throws {
        try FileManager.default.createDirectory(atPath: "\(folder)/\(source)", withIntermediateDirectories: true)
        var salted = 0
        for name in try FileManager.default.contentsOfDirectory(atPath: "\(Self.example)/\(source)") {
            let text = try String(contentsOfFile: "\(Self.example)/\(source)/\(name)", encoding: .utf8)
            guard case .object(var fields)? = Value(json: text) else { continue }
            for index in fields.indices where fields[index].key == "response" {
                guard case .object(var response) = fields[index].value else { continue }
                for part in response.indices where response[part].key == "body" {
                    response[part].value = Salt().salted(response[part].value)
                    salted += 1
                }
                fields[index].value = .object(response)
            }
            try Value.object(fields).json.write(
                toFile: "\(folder)/\(source)/\(name)", atomically: true, encoding: .utf8)
        }
        #expect(salted > 1)
    }
}
