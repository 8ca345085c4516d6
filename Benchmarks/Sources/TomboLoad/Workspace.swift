public import Foundation
public import TomboQuery
import TomboRecords
import TomboSources
public import TomboStore

/// The folder with the prepared databases: made once a run, then only copied and read.
public struct Workspace: Sendable {
    public let folder: URL

    public init(folder: String) { self.folder = URL(fileURLWithPath: folder, isDirectory: true) }

    /// How many servers the large and the small database have.
    public static let large = 100_000
    public static let small = 10_000
    /// What changes in an ordinary poll, and in the last one with changes: 1 % of the large database.
    public static let changes = 100
    public static let manyChanges = 1_000

    /// The snapshots that every prepared database has.
    public struct History: Codable, Sendable {
        public var servers: Int
        /// Polls with ``changes`` each after the first one; then one with ``manyChanges``.
        public var polls: Int
        public var bytesFirst: Int
        public var bytesChangedPoll: Int
        public var bytesUnchangedPoll: Int

        public var lastPoll: Int { 1 + polls }
        public var manyChanged: Int { 2 + polls }
    }

    public func path(_ servers: Int) -> String { folder.appending(path: "servers-\(servers).db").path }
    public func scratch(_ name: String) -> String { folder.appending(path: "\(name).db").path }

    public func history(_ servers: Int) throws -> History {
        try JSONDecoder().decode(History.self, from: Data(contentsOf: URL(fileURLWithPath: path(servers) + ".json")))
    }

    /// Removes a database with all that SQLite keeps beside it.
    public func remove(_ path: String) {
        for end in ["", "-wal", "-shm", ".lock"] { try? FileManager.default.removeItem(atPath: path + end) }
    }

    /// A copy of a prepared database that may be written to.
    public func copy(_ servers: Int, as name: String) throws -> Store { try copy(path(servers), as: name) }

    /// A copy of any database that may be written to.
    func copy(_ path: String, as name: String) throws -> Store {
        let to = scratch(name)
        remove(to)
        try FileManager.default.copyItem(atPath: path, toPath: to)
        return try open(to)
    }

    public func open(_ path: String) throws -> Store { try Store(path: path, specs: SourceType.specs) }

    public func archive(_ servers: Int) throws -> Archive { try archive(path: path(servers)) }

    public func archive(path: String) throws -> Archive {
        let clock = LocalClock(now: .init(milliseconds: 1_800_000_000_000))
        return try Archive(path: path, specs: OpenStackCatalog.specs, clock: clock)
    }

    /// Bytes of the file alone; only what closed it has put everything into it.
    public static func size(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.size] as? Int) ?? 0
    }

    /// Writes one run down: its name, and its wall and processor seconds.
    public func record(_ name: String, wall: Duration, cpu: Duration) throws {
        let file = folder.appending(path: "runs.tsv")
        if !FileManager.default.fileExists(atPath: file.path) {
            try Data().write(to: file)
        }
        let handle = try FileHandle(forWritingTo: file)
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("\(name)\t\(wall / .seconds(1))\t\(cpu / .seconds(1))\n".utf8))
        try handle.close()
    }
}
