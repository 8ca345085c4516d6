import Foundation
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

@Suite("LiveTransport: TLS")
struct LiveTransportTLSTests {
    private func outcome(
        _ certificate: TestCertificate, _ trust: TransportSettings.Trust
    ) async throws -> Result<Int, CollectError> {
        try await LoopbackServer.with(certificate: certificate, answer: { _ in .json("{}") }) { server in
            try await withLiveTransport(impatient(trust: trust)) { transport in
                do throws(CollectError) {
                    return .success(try await transport.send(HTTPRequest("\(server.url)/")).status)
                } catch {
                    return .failure(error)
                }
            }
        }
    }

    private func untrusted(_ outcome: Result<Int, CollectError>, _ words: String) {
        guard case .failure(let error) = outcome else {
            Issue.record("a certificate was believed that \(words)")
            return
        }
        #expect(error.code == .untrusted)
        #expect(error.message.contains(words))
        #expect(error.remedy?.contains("`cacert`") == true)
    }

    @Test("a private authority is believed when its file is named")
    func privateAuthority() async throws {
        let certificate = try TestCertificate()
        #expect(try await outcome(certificate, .only(caFile: certificate.authorityFile)).get() == 200)
        #expect(try await outcome(certificate, .systemAnd(caFile: certificate.authorityFile)).get() == 200)
    }

    @Test("an unknown authority is untrusted")
    func unknownAuthority() async throws {
        let (certificate, other) = (try TestCertificate(), try TestCertificate())
        untrusted(try await outcome(certificate, .system), "is not from an authority trusted here")
        untrusted(try await outcome(certificate, .only(caFile: other.authorityFile)), "is not from an authority")
    }

    @Test("an expired certificate is untrusted")
    func expired() async throws {
        let certificate = try TestCertificate(days: -1)
        untrusted(try await outcome(certificate, .only(caFile: certificate.authorityFile)), "has expired")
    }

    @Test("a certificate for another name is untrusted", arguments: ["DNS:other.example", "IP:127.0.0.2"])
    func otherName(name: String) async throws {
        let certificate = try TestCertificate(name: name)
        untrusted(try await outcome(certificate, .only(caFile: certificate.authorityFile)), "for another name")
    }

    @Test("any certificate will do only when asked for by name")
    func insecure() async throws {
        #expect(try await outcome(try TestCertificate(name: "DNS:other.example", days: -1), .insecure).get() == 200)
    }

    @Test("a CA file that is missing or empty is a mistake in the configuration")
    func badFile() throws {
        let folder = try TemporaryFolder()
        try Data("nothing".utf8).write(to: URL(fileURLWithPath: folder.file("empty.pem")))
        for name in ["missing.pem", "empty.pem"] {
            let error = #expect(throws: CollectError.self) {
                _ = try impatient(trust: .only(caFile: folder.file(name))).tlsConfiguration()
            }
            #expect(error?.code == .misconfigured)
            #expect(error?.message.contains(folder.file(name)) == true)
            #expect(error?.remedy?.contains("`cacert`") == true)
        }
    }

    @Test("plain HTTP where TLS is expected is not taken for a bad certificate")
    func plain() async throws {
        try await LoopbackServer.with(answer: { _ in .json("{}") }) { server in
            try await withLiveTransport(impatient()) { transport in
                let error = await failure(of: transport, HTTPRequest("https://127.0.0.1:\(server.port)/"))
                #expect(error?.code == .unreachable)
                #expect(error?.remedy?.contains("http instead of https") == true)
            }
        }
    }
}
