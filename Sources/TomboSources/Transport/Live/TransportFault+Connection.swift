import NIOCore
import NIOPosix
import NIOSSL
import TomboRecords

extension TransportFault {
    /// Refused, no route and an unknown name want different cures, so the
    /// message says which it was.
    static func connection(
        _ error: NIOConnectionError, _ target: Target, _ settings: TransportSettings
    ) -> CollectError {
        let failures = error.connectionErrors.map(\.error)
        if let errno = failures.lazy.compactMap({ ($0 as? IOError)?.errnoCode }).first {
            return unreachable(errno: errno, target)
        }
        if !failures.isEmpty { return connectTimeout(target, settings) }
        return CollectError(
            .unreachable, "The host name `\(target.host)` of \(target.place) is unknown here.",
            remedy: "Check the name, /etc/hosts and the DNS server.")
    }

    static func unreachable(errno: CInt, _ target: Target) -> CollectError {
        switch errno {
        case ECONNREFUSED:
            CollectError(
                .unreachable, "Nothing listens at \(target.place): the connection was refused.",
                remedy: "Check the port, and that the service runs.")
        case EHOSTUNREACH, ENETUNREACH:
            CollectError(
                .unreachable, "There is no route to \(target.place).",
                remedy: "Check the network, the VPN and the firewall between here and there.")
        case ETIMEDOUT:
            CollectError(
                .timedOut, "\(target.place) did not take the connection.",
                remedy: "Check the firewall between here and there.")
        default:
            CollectError(
                .unreachable, "The connection to \(target.place) failed (error \(errno)).",
                remedy: "Check the address and the service.")
        }
    }

    static func connectTimeout(_ target: Target, _ settings: TransportSettings) -> CollectError {
        CollectError(
            .timedOut, "\(target.place) did not take a connection within \(settings.connectTimeout.spoken).",
            remedy: "Check the network and the firewall between here and there.")
    }

    static func tls(_ error: NIOSSLError, _ target: Target, _ settings: TransportSettings) -> CollectError {
        switch error {
        case .handshakeFailed(let cause) where isVerification(cause):
            untrusted("is not from an authority trusted here, or has expired", target, settings)
        case .unableToValidateCertificate: untrusted("does not fit that host", target, settings)
        case .noCertificateToValidate: untrusted("is missing", target, settings)
        default:
            CollectError(
                .unreachable, "\(target.place) does not speak TLS as expected.",
                remedy: "Check the port, and whether it wants http instead of https.")
        }
    }

    static func untrusted(_ why: String, _ target: Target, _ settings: TransportSettings) -> CollectError {
        CollectError(
            .untrusted, "The certificate of \(target.place) \(why).",
            remedy: "Name the file of its authority in `\(settings.caSetting)`, and check its names and dates with "
                + "`openssl s_client -connect \(target.place) -showcerts`.")
    }

    /// BoringSSL's reason for a failed handshake is not public but in the
    /// description, and a wrong port must not be taken for a wrong
    /// certificate: so here, and only here, text decides.
    private static func isVerification(_ error: BoringSSLError) -> Bool {
        guard case .sslError(let stack) = error else { return false }
        return stack.contains { $0.description.contains("CERTIFICATE_VERIFY_FAILED") }
    }
}
