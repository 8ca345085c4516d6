import Foundation
import TomboTestKit

/// The program as a person starts it, in a folder that goes afterwards.
struct Program {
    struct Run {
        var status: Int32
        var out: String
        var err: String
    }

    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    func file(_ name: String) -> String { folder.file(name) }

    func run(_ arguments: String...) throws -> Run { try run(arguments) }

    func run(_ arguments: [String]) throws -> Run {
        let process = Process()
        process.executableURL = URL(filePath: CommandLineTests.binary)
        process.arguments = arguments + ["--db", file("tombo.db")]
        process.environment = ["HOME": "/nonexistent", "TZ": "UTC"]
        let (out, err) = (Pipe(), Pipe())
        (process.standardOutput, process.standardError) = (out, err)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        // What is said on either is far less than a pipe holds.
        let said = out.fileHandleForReading.readDataToEndOfFile()
        let errors = err.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Run(
            status: process.terminationStatus, out: String(decoding: said, as: UTF8.self),
            err: String(decoding: errors, as: UTF8.self))
    }

    /// A program whose database holds the lab's four stages.
    static func withLab() throws -> Program {
        let program = try Program()
        let run = try program.run("collect", "--replay", CommandLineTests.examples, "-q")
        guard run.status == 0 else { throw CocoaError(.fileReadCorruptFile) }
        return program
    }
}
