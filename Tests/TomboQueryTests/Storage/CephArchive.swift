import Logging
import TomboQuery
import TomboRecords
import TomboTestKit

@testable import TomboSources
@testable import TomboStore

/// Clusters as Ceph's collectors read them, snapshot after snapshot in one database.
final class CephArchive {
    private let folder: TemporaryFolder
    private let store: Store
    private var clock = Instant(milliseconds: 1_778_580_000_000)  // 2026-05-12T10:00:00Z

    init() throws {
        folder = try TemporaryFolder()
        store = try Store(path: folder.file("ceph.db"), specs: SourceType.specs)
    }

    convenience init(_ documents: CephDocuments) async throws {
        try self.init()
        try await save(documents)
    }

    /// Collects the documents, and lets so much time pass first.
    func save(_ documents: CephDocuments, afterSeconds seconds: Double = 60) async throws {
        let collections = await CephSource(pools: []).collect(
            with: SourceMeans(transport: documents, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
        clock = clock.advanced(bySeconds: seconds)
        _ = try store.save(
            Round(cloud: "lab", label: nil, startedAt: clock, finishedAt: clock, collections: collections))
    }

    func ask(_ question: some Question) throws -> Answer {
        try Archive(path: store.path, specs: SourceType.specs, clock: LocalClock(now: clock)).answer(question)
    }
}

extension Answer {
    /// One cell of the row in which the first column that is not the cloud says `name`, or of the first row.
    func cell(_ column: String, of name: String? = nil) -> Value {
        guard let index = columns.firstIndex(where: { $0.name == column }) else { return "no such column" }
        let row = name == nil ? rows.first : rows.first { $0.dropFirst().first?.text == name }
        return row?[index] ?? "no such row"
    }
}
