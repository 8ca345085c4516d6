import Foundation

/// The program, run as a person runs it, in a folder and with nothing else of
/// the environment.
struct ProgramRun: Sendable {
    var status: Int32
    var output: String
    var error: String

    /// Waits off the threads that tests share: it would hold one of two.
    init(_ arguments: [String], environment: [String: String], in folder: String) async throws {
        self = try await withCheckedThrowingContinuation { done in
            DispatchQueue.global().async {
                done.resume(with: Result { try Self(waiting: arguments, environment, folder) })
            }
        }
    }

    private init(waiting arguments: [String], _ environment: [String: String], _ folder: String) throws {
        // Into files: of two pipes one would fill while the other is read.
        let files = ["output", "error"].map { folder + "/.\(UUID().uuidString)-\($0)" }
        for file in files { try Data().write(to: URL(filePath: file)) }
        defer { for file in files { try? FileManager.default.removeItem(atPath: file) } }
        let process = Process()
        process.executableURL = URL(filePath: CommandLineTests.binary)
        process.arguments = arguments
        process.environment = ["HOME": folder].merging(environment) { $1 }
        process.currentDirectoryURL = URL(filePath: folder)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle(forWritingAtPath: files[0])
        process.standardError = FileHandle(forWritingAtPath: files[1])
        try process.run()
        process.waitUntilExit()
        status = process.terminationStatus
        let texts = try files.map { String(decoding: try Data(contentsOf: URL(filePath: $0)), as: UTF8.self) }
        (output, error) = (texts[0], texts[1])
    }
}
