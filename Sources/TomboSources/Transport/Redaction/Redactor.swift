public import Logging
public import TomboRecords

/// Takes secrets out of what leaves the process: recordings, logs, messages.
///
/// It stands at the seam, not in the collectors: a new collector cannot forget
/// it. What it looks for is in ``RedactionRules``.
public struct Redactor: Sendable {
    /// What stands in a secret's place.
    public static let placeholder = "<redacted>"

    /// Knows the rules and no secret in particular.
    public static let standard = Redactor()

    /// Secrets known by value, longest first; they are taken out whatever
    /// they look like.
    private let literals: [(text: String, bytes: [UInt8])]

    /// Shorter ones than this are not searched for: a password `admin` would
    /// take half the facts of a cloud with it.
    static let shortestLiteral = 8

    public init(secrets: [Secret] = []) {
        literals = Set(secrets.map { $0.reveal() }.filter { $0.utf8.count >= Self.shortestLiteral })
            .sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }.map { ($0, Array($0.utf8)) }
    }

    /// One that also knows these values: the token a request carries comes
    /// back in error messages.
    func knowing(_ secrets: [String]) -> Redactor {
        let new = secrets.filter { $0 != Self.placeholder }
        return new.isEmpty ? self : Redactor(secrets: (literals.map(\.text) + new).map(Secret.init))
    }

    /// `text` without what is recognisably a secret.
    public func text(_ text: String) -> String {
        var text = text
        for literal in literals where TextRedaction.contains(text, literal.bytes) {
            text = text.split(separator: literal.text, omittingEmptySubsequences: false)
                .joined(separator: Self.placeholder)
        }
        return TextRedaction.apply(to: text)
    }

    /// Whether ``text(_:)`` would change nothing, where that shows at a look.
    func isClean(_ text: String) -> Bool {
        !TextRedaction.mayHoldSecret(text) && !literals.contains { TextRedaction.contains(text, $0.bytes) }
    }

    /// Headers with the values of secret ones replaced; no header goes missing.
    public func headers(_ headers: HTTPHeaders) -> HTTPHeaders {
        HTTPHeaders(
            headers.fields.map { field in
                let isSecret = RedactionRules.headers.contains(field.name.lowercased())
                return (name: field.name, value: isSecret ? Self.placeholder : text(field.value))
            })
    }

    public func error(_ error: CollectError) -> CollectError {
        CollectError(
            error.code, text(error.message.printable), remedy: error.remedy.map { text($0.printable) })
    }

    /// Metadata of a log line, by key as in JSON.
    public func metadata(_ metadata: Logger.Metadata) -> Logger.Metadata {
        var redacted = metadata
        for (key, value) in metadata {
            redacted[key] = KeyRedaction.rule(for: key) == nil ? self.value(value) : "\(Self.placeholder)"
        }
        return redacted
    }

    private func value(_ value: Logger.MetadataValue) -> Logger.MetadataValue {
        switch value {
        case .string(let string): .string(text(string))
        case .stringConvertible(let convertible): .string(text(convertible.description))
        case .array(let values): .array(values.map(self.value))
        case .dictionary(let members): .dictionary(metadata(members))
        }
    }
}
