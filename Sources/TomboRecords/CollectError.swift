/// Why a collector could not give a listing, and what to do about it.
///
/// Neither ``message`` nor ``remedy`` ever holds a secret: both are stored,
/// logged and printed.
public struct CollectError: Error, Sendable, CustomStringConvertible {
    /// Raw values are part of the contract (database, JSON, metrics labels)
    /// and never change.
    public enum Code: String, Sendable, CaseIterable {
        /// The source refused the credentials (401).
        case unauthorized
        /// The credentials are good but not for this (403).
        case forbidden
        /// Nothing answers at that address.
        case unreachable
        /// A deadline passed.
        case timedOut = "timed_out"
        /// The source asked to slow down (429) for longer than the deadline allows.
        case rateLimited = "rate_limited"
        /// The source failed by its own account (5xx).
        case serverError = "server_error"
        /// The source has no such service, path or resource (404, missing in the catalog).
        case notFound = "not_found"
        /// An answer that is not what the API promises.
        case malformedAnswer = "malformed_answer"
        /// An answer larger than the limit.
        case tooLarge = "too_large"
        /// The source is too old or too new for what is asked.
        case unsupportedVersion = "unsupported_version"
        /// The certificate is not trusted, expired, or for another name.
        case untrusted
        /// The configuration lacks something or contradicts itself.
        case misconfigured
        /// Somebody interrupted it.
        case cancelled
        /// A replayed recording lacks the answer.
        case notRecorded = "not_recorded"
    }

    public var code: Code
    /// A sentence: what failed, and where.
    public var message: String
    /// What to do next; begins with a verb.
    public var remedy: String?

    public init(_ code: Code, _ message: String, remedy: String? = nil) {
        self.code = code
        self.message = message
        self.remedy = remedy
    }

    /// Whether the same request may succeed if asked again in a moment.
    public var isRetryable: Bool {
        switch code {
        case .unreachable, .timedOut, .rateLimited, .serverError: true
        case .unauthorized, .forbidden, .notFound, .malformedAnswer, .tooLarge, .unsupportedVersion, .untrusted,
            .misconfigured, .cancelled, .notRecorded:
            false
        }
    }

    /// Message and remedy as one text: the reason of a listing that came in part.
    public var sentences: String { remedy.map { "\(message) \($0)" } ?? message }

    public var description: String { remedy.map { "\(message)\nHint: \($0)" } ?? message }
}
