import Foundation
import TomboRecords

/// One request and what came of it, as a recording holds it: without secrets,
/// and without what differs from one time to the next (dates, request ids).
struct Exchange: Sendable {
    /// A body as a person can read it.
    enum Body: Sendable, Hashable {
        case json(Value)
        case text(String)
    }

    enum Outcome: Sendable {
        case response(status: Int, headers: HTTPHeaders, body: Body?)
        case error(CollectError)
    }

    var method: String
    var url: String
    var headers: HTTPHeaders
    var body: Body?
    var outcome: Outcome

    /// Headers that change what is asked or tell what was answered; the
    /// others are left out, known or not. In lower case.
    private static let requestHeaders: Set<String> = [
        "accept", "content-type", "openstack-api-version", "x-openstack-nova-api-version",
    ]
    private static let responseHeaders: Set<String> = [
        "content-type", "location", "openstack-api-version", "openstack-api-minimum-version",
        "openstack-api-maximum-version", "x-openstack-nova-api-version", "retry-after", "www-authenticate",
        "x-subject-token", "stderr",
    ]
}

extension Exchange {
    /// Redacts a request and its outcome. The secrets of either one's headers
    /// are taken out of the rest of both: a service repeats a token in an error.
    init(_ request: HTTPRequest, _ result: Result<HTTPResponse, CollectError>, _ redactor: Redactor) {
        let answered = (try? result.get())?.headers.fields ?? []
        let redactor = redactor.knowing(
            (request.headers.fields + answered).filter { RedactionRules.headers.contains($0.name.lowercased()) }
                .map(\.value))
        method = request.method
        url = redactor.text(request.url)
        headers = Self.allowed(Self.requestHeaders, request.headers, redactor)
        body = request.body.flatMap { Body($0, redactor) }
        switch result {
        case .success(let response):
            outcome = .response(
                status: response.status, headers: Self.allowed(Self.responseHeaders, response.headers, redactor),
                body: Body(response.body, redactor))
        case .failure(let error): outcome = .error(redactor.error(error))
        }
    }

    private static func allowed(
        _ names: Set<String>, _ headers: HTTPHeaders, _ redactor: Redactor
    ) -> HTTPHeaders {
        let kept = headers.fields.filter { names.contains($0.name.lowercased()) }
        return redactor.headers(
            HTTPHeaders(kept.sorted { ($0.name.lowercased(), $0.value) < ($1.name.lowercased(), $1.value) }))
    }
}

extension Exchange.Body {
    /// Nil for no bytes. What is no JSON object or list is kept as text, and
    /// bytes that are no UTF-8 become U+FFFD: what cannot be read cannot be
    /// searched for secrets either.
    init?(_ data: Data, _ redactor: Redactor) {
        if data.isEmpty { return nil }
        let text = String(decoding: data, as: UTF8.self)
        let first = text.utf8.first { ![0x20, 0x09, 0x0a, 0x0d].contains($0) }
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "["), let value = Value(json: text) {
            self = .json(redactor.json(value))
        } else {
            self = .text(redactor.text(text))
        }
    }

    var data: Data {
        switch self {
        case .json(let value): Data(value.json.utf8)
        case .text(let text): Data(text.utf8)
        }
    }
}
