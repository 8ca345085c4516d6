import Foundation
import TomboRecords

/// The parts of a request's address that a message may name.
struct Target: Sendable {
    let host: String
    let port: Int
    let isTLS: Bool

    /// `host:port`, brackets around an IPv6 address.
    var place: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// - Throws: `misconfigured` for what is no http or https address.
    init(_ url: String) throws(CollectError) {
        let parts = URLComponents(string: url)
        let scheme = parts?.scheme?.lowercased()
        guard let parts, let host = parts.host, !host.isEmpty, scheme == "http" || scheme == "https" else {
            throw CollectError(
                .misconfigured, "`\(Redactor.standard.text(url))` is no http or https address.",
                remedy: "Give the address as `https://HOST:PORT/PATH`.")
        }
        self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        isTLS = scheme == "https"
        port = parts.port ?? (isTLS ? 443 : 80)
    }
}
