import Foundation

/// A certificate made for one test by the `openssl` command.
public struct TestCertificate: Sendable {
    /// Why there is none.
    public struct Failure: Error, CustomStringConvertible {
        public var description: String
    }

    /// Of the authority that signed it, PEM.
    public let authorityFile: String
    public let certificateFile: String
    public let keyFile: String
    private let folder: TemporaryFolder

    /// - Parameters:
    ///   - name: As a subject alternative name: `IP:127.0.0.1`, `DNS:other.example`.
    ///   - days: Until it ends; negative for one that has ended.
    /// - Throws: ``Failure`` when there is no `openssl` command or it refuses.
    public init(name: String = "IP:127.0.0.1", days: Int = 2) throws {
        folder = try TemporaryFolder()
        authorityFile = folder.file("ca.pem")
        certificateFile = folder.file("server.pem")
        keyFile = folder.file("server.key")
        let newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        try Self.openssl(
            ["req", "-x509"] + newKey + ["-keyout", folder.file("ca.key"), "-out", authorityFile]
                + ["-days", "2", "-subj", "/CN=Test authority"])
        try Self.openssl(
            ["req"] + newKey + ["-keyout", keyFile, "-out", folder.file("server.csr"), "-subj", "/CN=Test server"])
        try Data("subjectAltName=\(name)".utf8).write(to: URL(fileURLWithPath: folder.file("names")))
        try Self.openssl(
            ["x509", "-req", "-in", folder.file("server.csr"), "-CA", authorityFile, "-CAkey", folder.file("ca.key")]
                + ["-CAcreateserial", "-days", "\(days)", "-extfile", folder.file("names"), "-out", certificateFile])
    }

    private static func openssl(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(
                description: "`openssl \(arguments[0])` failed (status \(process.terminationStatus)): these tests need "
                    + "the openssl command, version 1.1.1 or later, on PATH.")
        }
    }
}
