import Foundation
import GRDB
import TomboRecords
import TomboTestKit

@testable import TomboStore

/// A store in a folder of its own, with the tables of the test's kinds.
final class TestStore {
    let folder: TemporaryFolder
    let store: Store
    var path: String { store.path }
    private(set) var clock = Instant(milliseconds: 1_700_000_000_000)

    init(specs: [RecordSpec] = TestKinds.all) throws {
        folder = try TemporaryFolder()
        try Self.template.copy(to: folder.file("tombo.db"))
        store = try Store(path: folder.file("tombo.db"), specs: specs)
        // Thousands of histories: none of them has to survive a power cut.
        try store.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = OFF") }
    }

    /// Made once: an empty database with the migrations and the test's tables.
    private static let template = Template()

    private final class Template: Sendable {
        private let folder: Result<TemporaryFolder, any Error>

        init() {
            folder = Result {
                let folder = try TemporaryFolder()
                let store = try Store(path: folder.file("template.db"), specs: TestKinds.all)
                try store.pool.write { db in for spec in TestKinds.all { try db.execute(sql: spec.sketch) } }
                try store.close()
                return folder
            }
        }

        func copy(to path: String) throws {
            try FileManager.default.copyItem(atPath: folder.get().file("template.db"), toPath: path)
        }
    }

    func reader() throws -> StoreReader { try StoreReader(path: path, specs: Array(store.specs.values)) }

    /// The next round, five minutes after the last.
    func round(_ collections: [TomboRecords.Collection], cloud: String = "lab", label: String? = nil) -> Round {
        clock = clock.advanced(bySeconds: 300)
        return Round(
            cloud: cloud, label: label, startedAt: clock, finishedAt: clock.advanced(bySeconds: 2),
            collections: collections)
    }

    @discardableResult
    func save(_ collections: [TomboRecords.Collection], cloud: String = "lab", label: String? = nil) throws
        -> SnapshotReceipt
    {
        try store.save(round(collections, cloud: cloud, label: label))
    }
}

/// Names and sizes of things, as a complete listing.
func things(_ sizes: [String: Int], source: String = "src") throws -> TomboRecords.Collection {
    Collection(source: source, spec: TestKinds.thing, result: .complete(try rows(sizes)))
}

func somethings(_ sizes: [String: Int], reason: String = "page 2 timed out", source: String = "src") throws
    -> TomboRecords.Collection
{
    Collection(source: source, spec: TestKinds.thing, result: .partial(try rows(sizes), reason: reason))
}

func nothing(_ code: CollectError.Code = .unreachable, source: String = "src") -> TomboRecords.Collection {
    Collection(source: source, spec: TestKinds.thing, result: .failed(.init(code, "Nothing answers.")))
}

private func rows(_ sizes: [String: Int]) throws -> [RecordRow] {
    try sizes.map { name, size in
        try TestKinds.thing.row(["id": .text(name), "name": .text(name), "size": .integer(Int64(size))])
    }
}
