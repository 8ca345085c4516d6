import Synchronization
import TomboTestKit

/// Certificates that are not what they should be.
enum TLSCase {
    /// What the server shows, none for plain HTTP, and the CA file that tombo is given.
    static func certificate(_ wrong: BadInput.Certificate) throws -> (server: TestCertificate?, file: String?) {
        switch wrong {
        case .otherAuthority:
            return (try TestCertificate(), try held(TestCertificate()).authorityFile)
        case .expired: return same(try TestCertificate(days: -1))
        case .otherName: return same(try TestCertificate(name: "DNS:other.example"))
        case .none: return (nil, try held(TestCertificate()).authorityFile)
        case .missingFile: return (nil, "/nonexistent/ca.pem")
        }
    }

    private static func same(_ certificate: TestCertificate) -> (TestCertificate?, String?) {
        (certificate, certificate.authorityFile)
    }

    /// Its folder goes with the last that holds it, and the file is read later.
    private static func held(_ certificate: TestCertificate) throws -> TestCertificate {
        keeper.keep(certificate)
        return certificate
    }

    private static let keeper = Keeper()
}

private final class Keeper: Sendable {
    private let certificates = Mutex<[TestCertificate]>([])

    func keep(_ certificate: TestCertificate) { certificates.withLock { $0.append(certificate) } }
}
