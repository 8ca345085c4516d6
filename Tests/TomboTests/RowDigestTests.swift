import Foundation
import GRDB
import Testing
import TomboTestKit

/// What was stored decides what has changed: a reader that is quicker must
/// not make another row of the same answer, or every resource of every
/// database would seem to have changed with a new version of tombo.
@Suite("Rows of the lab's recording")
struct RowDigestTests {
    @Test("have the digests that they always had")
    func digests() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("lab.db")
        let process = Process()
        process.executableURL = URL(filePath: CommandLineTests.binary)
        process.arguments = ["collect", "--replay", CommandLineTests.examples, "--db", path, "-q"]
        process.environment = ["HOME": "/nonexistent"]
        (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        try process.run()
        process.waitUntilExit()
        // The recording is older than some kinds: it has gaps, which status 3 says.
        #expect([0, 3].contains(process.terminationStatus))
        let lines = try DatabaseQueue(path: path).read { db in
            let tables = try String.fetchAll(
                db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE '%@_history' ESCAPE '@'")
            return try tables.sorted().flatMap { table in
                try Row.fetchAll(
                    db,
                    sql: """
                        SELECT r.key, h.valid_from, lower(hex(h.digest)) FROM \(table) h
                        JOIN resource r ON r.id = h.resource_id ORDER BY r.key, h.valid_from
                        """
                ).map { row in
                    let (key, from, digest): (String, Int64, String) = (row[0], row[1], row[2])
                    return "\(table.dropLast("_history".count))\t\(key)\t\(from)\t\(digest)\n"
                }
            }
        }
        try expectGolden(lines.joined(), "row-digests.tsv")
        withExtendedLifetime(folder) {}
    }
}
