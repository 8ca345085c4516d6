import Foundation
import TomboRecords
import TomboStore
import TomboTestKit

@testable import tombo

/// A folder with a good database, in which `tombo collect` is run as a person
/// would run it.
final class Scene {
    let folder: TemporaryFolder
    var database: String { folder.file("tombo.db") }
    /// Open only for preparations; closed before the program starts.
    let store: Store
    var environment: [String: String] = [:]
    var arguments: [String] = []
    /// Held while the program runs.
    var lock: WriterLock?
    /// What the database is while the program runs, where that is another file.
    var shown: String?

    init(_ folder: TemporaryFolder, _ store: Store) {
        self.folder = folder
        self.store = store
    }

    /// Writes a clouds.yaml with this text and points the program at it.
    func clouds(_ yaml: String, mode: Int = 0o600) throws {
        let file = folder.file("clouds.yaml")
        try Data(yaml.utf8).write(to: URL(filePath: file))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
        environment["OS_CLIENT_CONFIG_FILE"] = file
    }

    func run(_ prepare: (Scene) throws -> Void) async throws -> BadOutcome {
        let good = try await program(["collect", "--replay", CommandLineTests.examples, "--db", database], [:])
        guard good.status == 0 else { throw SceneFailure(description: good.error) }
        let before = try count()
        try prepare(self)
        try store.close()
        let run = try await program(
            ["collect", "--db", shown ?? database] + arguments, ["OS_CLOUD": "lab"].merging(environment) { $1 })
        lock = nil
        let lines = run.error.components(separatedBy: "\n")
        func line(_ starts: [String]) -> String? {
            lines.lazy.compactMap { line in
                starts.first { line.hasPrefix($0) }.map { String(line.dropFirst($0.count)) }
            }.first
        }
        return BadOutcome(
            status: ExitStatus(rawValue: run.status) ?? .no, says: line(["Error: ", "Warning: "]) ?? run.error,
            hint: line(["Hint: "]), snapshots: (before, (try? count()) ?? -1))
    }

    private func count() throws -> Int {
        let reader = try StoreReader(path: database, specs: Catalog.specs)
        return try reader.read { Int(try $0.rows("SELECT count(*) FROM snapshot")[0][0].integer ?? 0) }
    }

    private func program(_ arguments: [String], _ environment: [String: String]) async throws -> ProgramRun {
        try await ProgramRun(arguments, environment: environment, in: folder.path)
    }
}

struct SceneFailure: Error, CustomStringConvertible { var description: String }
