import Foundation
import Logging
import TomboRecords

/// An API key of MAAS, `CONSUMER:TOKEN:SECRET`.
struct MAASKey: Sendable {
    let consumer: Secret
    let token: Secret
    let secret: Secret

    /// Nil for what is no key.
    init?(_ text: String) {
        let parts = text.trimmingCharacters(in: .whitespacesAndNewlines).split(separator: ":").map(String.init)
        guard parts.count == 3 else { return nil }
        (consumer, token, secret) = (Secret(parts[0]), Secret(parts[1]), Secret(parts[2]))
    }

    var all: [Secret] { [consumer, token, secret] }

    /// OAuth 1.0 PLAINTEXT, as MAAS's own client writes it; the consumer's secret is empty.
    func header(nonce: String, timestamp: Int64) -> String {
        func field(_ name: String, _ value: String) -> String {
            let allowed = CharacterSet(
                charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
            return "oauth_\(name)=\"\(value.addingPercentEncoding(withAllowedCharacters: allowed) ?? "")\""
        }
        let fields = [
            field("nonce", nonce), field("timestamp", String(timestamp)), field("version", "1.0"),
            field("signature_method", "PLAINTEXT"), field("consumer_key", consumer.reveal()),
            field("token", token.reveal()), field("signature", "&" + secret.reveal()),
        ]
        return "OAuth " + fields.joined(separator: ", ")
    }
}

/// Over HTTP, signed.
///
/// MAAS takes a nonce once, so each try has its own: the signature is put on
/// below whatever asks again, and above nothing but the wire. Neither a
/// recording nor a log ever sees it.
struct MAASAccess: Access {
    var http: HTTPAccess
    let key: MAASKey

    var impatient: any Access {
        var access = self
        if let sooner = http.impatient as? HTTPAccess { access.http = sooner }
        return access
    }

    func open(_ logger: Logger?) throws(CollectError) -> any OpenTransport {
        MAASTransport(inner: try http.open(logger), key: key)
    }
}

struct MAASTransport: OpenTransport {
    let inner: any OpenTransport
    let key: MAASKey

    func close() async { await inner.close() }

    func send(_ request: HTTPRequest) async throws(CollectError) -> HTTPResponse {
        var request = request
        request.headers["Authorization"] = key.header(
            nonce: UUID().uuidString, timestamp: Timing.live.date().milliseconds / 1000)
        // What sends it must not send it twice by itself, as to a connection that was closed: the nonce would be used.
        request.isIdempotent = false
        var answer = try await inner.send(request)
        // To a wrong signature MAAS answers with the secret that it expected.
        if answer.status == 401 { answer.body = Data() }
        return answer
    }
}
