import NIOSSL
import TomboRecords

extension TransportSettings {
    /// The TLS configuration of ``trust``; the file is read here, once, so
    /// that a wrong path is told apart from a wrong certificate.
    func tlsConfiguration() throws(CollectError) -> TLSConfiguration {
        var tls = TLSConfiguration.makeClientConfiguration()
        switch trust {
        case .system: break
        case .systemAnd(let caFile): tls.additionalTrustRoots = [.certificates(try authorities(in: caFile))]
        case .only(let caFile): tls.trustRoots = .certificates(try authorities(in: caFile))
        case .insecure: tls.certificateVerification = .none
        }
        return tls
    }

    private func authorities(in file: String) throws(CollectError) -> [NIOSSLCertificate] {
        let remedy = "Name a PEM file with the authority's certificate in `\(caSetting)`."
        let certificates: [NIOSSLCertificate]
        do {
            certificates = try NIOSSLCertificate.fromPEMFile(file)
        } catch {
            throw CollectError(.misconfigured, "The CA file \(file) could not be read as PEM.", remedy: remedy)
        }
        if certificates.isEmpty {
            throw CollectError(.misconfigured, "The CA file \(file) holds no certificate.", remedy: remedy)
        }
        return certificates
    }
}
