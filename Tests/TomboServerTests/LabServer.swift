import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import NIOPosix
import TomboQuery
import TomboRecords
import TomboSources
import TomboStore
import TomboTestKit

@testable import TomboServer

/// The recorded lab in a database, once for all tests, and a server in front of it.
struct LabServer {
    static let examples = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Examples/lab").path

    static let clock = LocalClock(now: Instant(milliseconds: 1_795_600_000_000))

    /// Replays the stages in their order into a file of its own.
    static func database(stages: Int = 4) async throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let store = try Store(path: folder.file("tombo.db"), specs: SourceType.specs)
        let recordings = try Recording.find(in: examples).sorted { $0.startedAt < $1.startedAt }
        for recording in recordings.prefix(stages) {
            let plan = try CollectPlan(replaying: recording, as: recording.cloud, label: recording.label)
            _ = try store.save(await plan.collect(logger: quiet))
        }
        try store.close()
        return folder
    }

    static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    let folder: TemporaryFolder
    let pool: ArchivePool
    let revisions: RevisionWatch
    private let threads: NIOThreadPool

    init(_ folder: TemporaryFolder) {
        self.folder = folder
        threads = NIOThreadPool(numberOfThreads: 2)
        threads.start()
        pool = ArchivePool(path: folder.file("tombo.db"), specs: SourceType.specs, threads: threads) { Self.clock }
        revisions = RevisionWatch(path: folder.file("tombo.db"), specs: SourceType.specs, thread: threads)
    }

    func with<Output>(
        fault: RoundJournal.Fault? = nil, answerWithin: Duration = .seconds(60),
        settings: @escaping @Sendable () -> AnswerSettings = { .init() },
        _ body: @Sendable (any TestClientProtocol) async throws -> Output
    ) async throws -> Output {
        let pool = pool
        let routes = HTTPRoutes(
            pool: pool, revisions: revisions, specs: SourceType.specs, answerWithin: answerWithin, settings: settings,
            metrics: { ByteBuffer(string: "# none\n") },
            readiness: {
                let snapshots = (try? await pool.ask { try $0.latestOfEach() }) ?? []
                return Readiness(snapshots: snapshots, fault: fault)
            })
        let application = try HTTPService.application(
            routes, at: ListenAddress(host: "127.0.0.1", port: 0), logger: Self.quiet)
        let output = try await application.test(.router) { try await body($0) }
        try await threads.shutdownGracefully()
        return output
    }
}

extension TestClientProtocol {
    /// Asks, and takes the answer apart.
    func ask(_ uri: String, _ headers: HTTPFields = [:]) async throws -> (
        status: Int, headers: HTTPFields, body: String, json: Value
    ) {
        let response = try await execute(uri: uri, method: .get, headers: headers)
        let body = String(buffer: response.body)
        return (response.status.code, response.headers, body, Value(json: body) ?? .null)
    }
}
