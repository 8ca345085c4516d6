public import Foundation
public import TomboRecords

/// The one seam between tombo and a source.
///
/// Live, recording, replaying and failing on purpose are implementations of
/// it; whoever calls it cannot tell them apart. Faults go in here.
public protocol Transport: Sendable {
    /// Sends one request and returns its whole answer, whatever its status.
    ///
    /// An HTTP status is an answer, not an error: what 404 or 300 means is
    /// the caller's to say. Errors are: nobody answered, a deadline passed,
    /// the certificate is wrong, the body is larger than the limit.
    func send(_ request: HTTPRequest) async throws(CollectError) -> HTTPResponse
}

/// A request as a source is asked.
public struct HTTPRequest: Sendable {
    public var method: String
    public var url: String
    public var headers: HTTPHeaders
    public var body: Data?
    /// Asking again does no harm: reads, and a login.
    public var isIdempotent: Bool
    /// Statuses that are the answer here, though elsewhere they say "later": a
    /// Vault that is sealed says so with 503. They are never asked again.
    public var answeringStatuses: Set<Int> = []

    public init(
        _ method: String, _ url: String, headers: HTTPHeaders = [:], body: Data? = nil,
        isIdempotent: Bool = true
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.isIdempotent = isIdempotent
    }

    /// A `GET`.
    public init(_ url: String, headers: HTTPHeaders = [:]) { self.init("GET", url, headers: headers) }
}

/// An answer with its whole body.
public struct HTTPResponse: Sendable {
    public var status: Int
    public var headers: HTTPHeaders
    public var body: Data

    public init(status: Int, headers: HTTPHeaders = [:], body: Data = Data()) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// Header fields; names compare without case, as services differ in it.
public struct HTTPHeaders: Sendable, ExpressibleByDictionaryLiteral {
    public private(set) var fields: [(name: String, value: String)]

    public init(_ fields: [(name: String, value: String)] = []) { self.fields = fields }

    public init(dictionaryLiteral elements: (String, String)...) {
        fields = elements.map { (name: $0.0, value: $0.1) }
    }

    public subscript(name: String) -> String? {
        get { fields.first { $0.name.lowercased() == name.lowercased() }?.value }
        set {
            fields.removeAll { $0.name.lowercased() == name.lowercased() }
            if let newValue { fields.append((name, newValue)) }
        }
    }
}
