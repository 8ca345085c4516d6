import Foundation
import Logging
import Testing
import TomboRecords
import TomboStore
import TomboTestKit

@testable import TomboSources

/// How a Vault answers in each of its states.
enum VaultLab {
    static func fixture(_ name: String, filePath: String = #filePath) throws -> String {
        let folder = URL(fileURLWithPath: filePath).deletingLastPathComponent().deletingLastPathComponent()
        return String(
            decoding: try Data(contentsOf: folder.appendingPathComponent("Fixtures/vault/\(name).json")), as: UTF8.self)
    }

    /// The two answers of one unit.
    static func unit(_ seal: String, _ health: String, _ status: Int) throws -> @Sendable (String) -> LoopbackAnswer {
        let (seal, health) = (try fixture(seal), try fixture(health))
        return { path in
            path == "/v1/sys/seal-status" ? .json(seal) : .json(health, status: path == "/v1/sys/health" ? status : 404)
        }
    }

    static func active() throws -> @Sendable (String) -> LoopbackAnswer {
        try unit("seal-status-active", "health-active", 200)
    }

    static func read(_ answers: @escaping @Sendable (String) -> LoopbackAnswer) async throws -> (
        Collection, requests: Int
    ) {
        try await LoopbackServer.with(answer: { answers($0.path) }) { server in
            (try await collect([server.url]), server.requests)
        }
    }

    static func collect(_ addresses: [String]) async throws -> Collection {
        let collections = try await withLiveTransport(impatient()) { live in
            let means = SourceMeans(
                transport: RetryingTransport(live, policy: RetryPolicy(tries: 3, base: .milliseconds(1))),
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            return await VaultSource(addresses: addresses).collect(with: means)
        }
        return try #require(collections.first)
    }

    static func row(_ collection: Collection) throws -> RowReader {
        RowReader(spec: collection.spec, row: try #require(collection.rows.first))
    }
}

@Suite("A Vault unit")
struct VaultUnitTests {
    @Test(
        "is read in every state, each after one request for a document",
        arguments: [
            ("seal-status-active", "health-active", 200, false, Value.bool(false)),
            ("seal-status-active", "health-standby", 429, false, true),
            ("seal-status-active", "health-standby", 472, false, true),
            ("seal-status-active", "health-standby", 473, false, true),
            ("seal-status-sealed", "health-sealed", 503, true, .null),
            ("seal-status-new", "health-new", 501, true, .null),
        ])
    func states(_ seal: String, _ health: String, _ status: Int, _ sealed: Bool, _ standby: Value) async throws {
        let (collection, requests) = try await VaultLab.read(try VaultLab.unit(seal, health, status))
        #expect(collection.outcome == .complete && requests == 2, "429 and 503 are answers, not \"later\"")
        let row = try VaultLab.row(collection)
        #expect(row["sealed"] == .bool(sealed) && row["standby"] == standby)
        #expect(row["initialized"] == .bool(status != 501))
        #expect(row["cluster_name"] == (sealed ? .null : "vault-cluster-4a1f"), "a sealed Vault does not know it")
        #expect(row["replication_dr_mode"] == (sealed ? .null : "disabled"), "\"unknown\" is null")
    }

    @Test("keeps what is configured, and nothing that moves by itself")
    func columns() async throws {
        let (collection, _) = try await VaultLab.read(try VaultLab.unit("seal-status-new", "health-new", 501))
        let row = try VaultLab.row(collection)
        #expect(row["version"] == "1.12.3" && row["build_date"] == "2023-02-02T09:07:27Z")
        #expect(row["threshold"] == 0 && row["shares"] == 0 && row["storage_type"] == "raft")
        #expect(row["seal_type"] == "shamir" && row["recovery_seal"] == false)
        let names = collection.spec.columns.map(\.name)
        for moving in ["progress", "nonce", "server_time_utc"] { #expect(!names.contains(moving)) }
    }

    @Test("of an old Vault says what it can: the seal status of 1.6 has no `initialized`")
    func old() async throws {
        let (collection, _) = try await VaultLab.read(try VaultLab.unit("seal-status-1.6", "health-active", 200))
        let row = try VaultLab.row(collection)
        #expect(row["initialized"] == true && row["storage_type"] == .null && row["version"] == "1.6.0")
    }

    @Test("that does not answer is not gone: the listing is partial and says why")
    func oneDead() async throws {
        let active = try VaultLab.active()
        let collection = try await LoopbackServer.with(answer: { active($0.path) }) { server in
            try await VaultLab.collect(["http://127.0.0.1:1", server.url])
        }
        guard case .partial(let rows, let reason) = collection.result else {
            Issue.record("\(collection.result)")
            return
        }
        #expect(rows.count == 1)
        #expect(reason.hasPrefix("1 of 2 Vault units did not answer in full") && reason.contains("127.0.0.1:1:"))
    }

    @Test("of which only the health is missing keeps its seal status")
    func halfAnswered() async throws {
        let seal = try VaultLab.fixture("seal-status-active")
        let (collection, _) = try await VaultLab.read { path in
            path == "/v1/sys/seal-status" ? .json(seal) : .json("<html>", status: 502)
        }
        guard case .partial(let rows, let reason) = collection.result else {
            Issue.record("\(collection.result)")
            return
        }
        #expect(RowReader(spec: collection.spec, row: rows[0])["sealed"] == false)
        #expect(reason.contains("status 502") && reason.contains("`addresses`"))
    }

    @Test(
        "that is something else is an error with a remedy",
        arguments: [
            (LoopbackAnswer.json("<html>503</html>"), CollectError.Code.malformedAnswer),
            (.json("{}"), .malformedAnswer), (.json("[]", status: 404), .notFound), (.close, .unreachable),
            (.json("{\"sealed\": \"no\"}"), .malformedAnswer),
            (.json("{\"errors\": []}", status: 400), .malformedAnswer),
        ])
    func somethingElse(_ answer: LoopbackAnswer, _ code: CollectError.Code) async throws {
        let (collection, _) = try await VaultLab.read { _ in answer }
        guard case .failed(let error) = collection.result else {
            Issue.record("\(collection.result)")
            return
        }
        #expect(error.code == code && error.remedy != nil)
    }

    @Test("read twice makes no change, and what was never asked for is nowhere")
    func stored() async throws {
        let folder = try TemporaryFolder()
        let store = try Store(path: folder.file("tombo.db"), specs: SourceType.specs)
        let answers = try VaultLab.unit("seal-status-sealed", "health-sealed", 503)
        let receipts = try await LoopbackServer.with(answer: { answers($0.path) }) { server in
            var receipts: [SnapshotReceipt] = []
            for second in 0..<2 {
                let at = Instant(milliseconds: Int64(second * 1000))
                let round = Round(
                    cloud: "lab", startedAt: at, finishedAt: at,
                    collections: [try await VaultLab.collect([server.url])])
                receipts.append(try store.save(round))
            }
            return receipts
        }
        #expect(receipts.map(\.changes) == [1, 0] && receipts.allSatisfy(\.refusals.isEmpty))
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let data = try #require(FileManager.default.contents(atPath: folder.file(name)))
            #expect(data.range(of: Data("hunter2".utf8)) == nil, "\(name)")
        }
    }
}
