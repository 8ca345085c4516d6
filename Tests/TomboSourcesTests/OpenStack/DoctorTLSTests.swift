import Foundation
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

@Suite("doctor: addresses and certificates")
struct DoctorTLSTests {
    /// What the probe and the transport make of a server, as a row.
    private func rows(
        _ certificate: TestCertificate, trust: TransportSettings.Trust, now: Instant? = nil
    ) async throws -> [DoctorRow] {
        try await LoopbackServer.with(certificate: certificate, answer: { _ in .json("{}") }) { server in
            let target = try Target(server.url)
            let settings = impatient(trust: trust)
            let view = await EndpointProbe(settings: settings).look(at: target)
            var endpoint = DoctorEndpoint(title: "Keystone", target: target, view: view)
            try await withLiveTransport(settings) { transport in
                endpoint.distrust = await failure { () async throws(CollectError) in
                    try await transport.send(HTTPRequest(server.url + "/"))
                }
            }
            return TLSCheck(trust: trust, now: now ?? Timing.live.date()).rows([endpoint])
        }
    }

    @Test("a certificate is told with its names, its end and who vouches for it")
    func believed() async throws {
        let certificate = try TestCertificate(name: "IP:127.0.0.1,DNS:keystone.lab", days: 90)
        let rows = try await rows(certificate, trust: .only(caFile: certificate.authorityFile))
        #expect(rows.map(\.status) == [.ok], "\(rows)")
        #expect(rows[0].detail.hasPrefix("The certificate for 127.0.0.1, keystone.lab ends in "), "\(rows)")
        #expect(rows[0].detail.contains(certificate.authorityFile))
    }

    @Test("one that ends soon is a warning")
    func soon() async throws {
        let certificate = try TestCertificate(days: 2)
        let rows = try await rows(certificate, trust: .only(caFile: certificate.authorityFile))
        #expect(rows.map(\.status) == [.warn] && rows[0].remedy?.hasPrefix("Renew the certificate") == true, "\(rows)")
    }

    @Test("one that has expired fails, and is told apart from one of an unknown authority")
    func expired() async throws {
        let old = try TestCertificate(days: -1)
        let expired = try await rows(old, trust: .only(caFile: old.authorityFile))
        #expect(expired.map(\.status) == [.fail] && expired[0].detail.contains("has expired on"), "\(expired)")
        let (certificate, other) = (try TestCertificate(), try TestCertificate())
        let unknown = try await rows(certificate, trust: .only(caFile: other.authorityFile))
        #expect(unknown.map(\.status) == [.fail] && unknown[0].detail.contains("not from an authority"), "\(unknown)")
        #expect(unknown[0].remedy?.contains("`cacert`") == true && unknown[0].detail.contains(other.authorityFile))
    }

    @Test("one for another name fails and says for which")
    func otherName() async throws {
        let certificate = try TestCertificate(name: "DNS:other.example")
        let rows = try await rows(certificate, trust: .only(caFile: certificate.authorityFile))
        #expect(rows.map(\.status) == [.fail] && rows[0].detail.contains("It is for other.example"), "\(rows)")
    }

    @Test("not verifying is a warning whatever is shown")
    func insecure() async throws {
        let rows = try await rows(try TestCertificate(), trust: .insecure)
        #expect(rows.map(\.status) == [.warn] && rows[0].detail.contains("not verified"), "\(rows)")
    }

    @Test("plain http is a warning only where it leaves this machine")
    func plain() throws {
        let view = EndpointView(connection: .success(.milliseconds(1)))
        let endpoints = try ["http://127.0.0.1:5000", "http://10.0.0.5:8774"].map {
            DoctorEndpoint(title: $0, target: try Target($0), view: view)
        }
        let rows = TLSCheck(trust: .system, now: Instant(milliseconds: 0)).rows(endpoints)
        #expect(rows.map(\.status) == [.warn, .ok] && rows[0].subject == "http://10.0.0.5:8774")
    }

    @Test("refused, unknown and silent are told apart")
    func reach() async throws {
        let probe = EndpointProbe(settings: impatient(trust: .system))
        func words(_ url: String) async throws -> String {
            let view = await probe.look(at: try Target(url))
            if case .failure(let error) = view.connection { return error.message }
            return "connected"
        }
        let (port, open) = try await LoopbackServer.with(answer: { _ in .json("{}") }) { server in
            (server.port, try await words(server.url))
        }
        #expect(open == "connected")
        let refused = try await words("http://127.0.0.1:\(port)/")
        #expect(refused.contains("refused"))
        let unknown = try await words("http://keystone.invalid:5000/")
        #expect(unknown.contains("unknown here"))
    }

    @Test("a server without TLS at an https address shows no certificate", .timeLimit(.minutes(10)))
    func noTLS() async throws {
        try await LoopbackServer.with(answer: { _ in .json("{}") }) { server in
            let target = try Target("https://127.0.0.1:\(server.port)")
            let view = await EndpointProbe(settings: impatient(trust: .system)).look(at: target)
            #expect(view.certificate == nil)
            let endpoint = DoctorEndpoint(title: "Keystone", target: target, view: view)
            #expect(TLSCheck(trust: .system, now: Instant(milliseconds: 0)).rows([endpoint]).map(\.status) == [.fail])
        }
    }
}
