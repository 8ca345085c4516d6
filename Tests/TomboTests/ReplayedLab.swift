import Foundation
import TomboQuery
import TomboRecords
import TomboTestKit

@testable import tombo

/// The recorded lab in a database, read by the program itself.
struct ReplayedLab {
    let folder: TemporaryFolder
    let path: String
    let archive: Archive

    /// `recordings` is a folder of them: all of Examples/lab, or a part of it.
    init(_ recordings: String = CommandLineTests.examples) throws {
        folder = try TemporaryFolder()
        path = folder.file("lab.db")
        let process = Process()
        process.executableURL = URL(filePath: CommandLineTests.binary)
        process.arguments = ["collect", "--replay", recordings, "--db", path, "-q"]
        process.environment = ["HOME": "/nonexistent"]
        (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        try process.run()
        process.waitUntilExit()
        let clock = LocalClock(now: Instant(milliseconds: 1_795_600_000_000))
        archive = try Archive(path: path, specs: Catalog.specs, clock: clock)
    }
}
