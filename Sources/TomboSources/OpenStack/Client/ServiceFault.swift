import Foundation
import TomboRecords

/// An answer that is no success, read whatever its shape.
///
/// Each service has its own: Keystone `{"error": {"message"}}`, Nova one key
/// of any name, Neutron `{"NeutronError": {"message"}}`, Placement
/// `{"errors": [{"detail"}]}`, paste `{"message": "…<br />"}`, and Keystone's
/// web server and every proxy HTML.
struct ServiceFault {
    var status: Int
    /// What the service says, as one short line; nil when it says nothing.
    var sentence: String?
    /// The number that the service's operator finds in its log.
    var requestID: String?

    /// A complaint is short; of what is longer only the beginning is looked at.
    private static let mostRead = 64 * 1024

    /// - Parameters:
    ///   - response: Any answer.
    ///   - secret: Taken out of the sentence should a service echo it.
    init(_ response: HTTPResponse, hiding secret: Secret? = nil) {
        status = response.status
        requestID = response.headers["X-Openstack-Request-Id"]
        let text = String(decoding: response.body.prefix(Self.mostRead), as: UTF8.self)
        if response.body.count <= Self.mostRead, let json = try? JSONDocument(Array(response.body)).decode(Value.self) {
            sentence = Self.message(in: json, depth: 0).flatMap(Self.shortened)
        } else if let title = Self.between("<title>", "</title>", in: text) {
            sentence = Self.shortened(title)
        } else {
            sentence = Self.shortened(text)
        }
        if let secret, !secret.isEmpty {
            sentence = sentence?.replacingOccurrences(of: secret.reveal(), with: secret.description)
        }
    }

    /// `Nova answered 403 to GET /servers/detail: Policy doesn't allow it (req-…).`
    func message(_ title: String, _ request: String) -> String {
        var message = "\(title) answered \(status) to \(request)"
        if var sentence {
            while sentence.hasSuffix(".") { sentence.removeLast() }
            message += ": \(sentence)"
        }
        if let requestID { message += " (\(requestID))" }
        return message + "."
    }

    /// The first text under a key that services use for what they say.
    private static func message(in value: Value, depth: Int) -> String? {
        guard depth < 4 else { return nil }
        switch value {
        case .text(let text): return depth == 0 ? text : nil
        case .list(let elements): return elements.lazy.compactMap { message(in: $0, depth: depth + 1) }.first
        case .object(let fields):
            if let detail = value["detail"].text, let own = paragraphs(detail).dropFirst().first {
                return own  // Placement's first paragraph is WebOb's and says nothing.
            }
            for key in ["message", "detail", "faultstring", "title"] {
                if let text = value[key].text, let first = paragraphs(text).first { return first }
            }
            return fields.lazy.compactMap { message(in: $0.value, depth: depth + 1) }.first
        default: return nil
        }
    }

    private static func paragraphs(_ text: String) -> [String] {
        text.replacingOccurrences(of: "<br />", with: "\n").components(separatedBy: "\n\n")
            .filter { !$0.allSatisfy(\.isWhitespace) }
    }

    /// One line without tags, at most 240 characters.
    private static func shortened(_ text: String) -> String? {
        var plain = ""
        var isTag = false
        for character in text {
            switch character {
            case "<": isTag = true
            case ">" where isTag:
                isTag = false
                plain += " "
            default: if !isTag { plain.append(character) }
            }
        }
        let line = plain.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        if line.isEmpty { return nil }
        return line.count <= 240 ? line : line.prefix(239) + "…"
    }

    private static func between(_ start: String, _ end: String, in text: String) -> String? {
        guard let from = text.range(of: start), let to = text.range(of: end, range: from.upperBound..<text.endIndex)
        else { return nil }
        return String(text[from.upperBound..<to.lowerBound])
    }
}

extension ServiceFault {
    /// The error that a collector reports for this answer.
    func error(_ title: String, _ request: String, roles: [String]) -> CollectError {
        let message = message(title, request)
        switch status {
        case 401:
            return CollectError(
                .unauthorized, message,
                remedy: "Check that \(title) trusts this Keystone, and that the credentials are not limited by access "
                    + "rules.")
        case 403:
            let known = roles.isEmpty ? "none" : roles.joined(separator: ", ")
            let isAdmin = roles.contains { $0.lowercased() == "admin" }
            return CollectError(
                .forbidden, message,
                remedy: isAdmin
                    ? "Look in \(title)'s policy: the user has the role `admin` on its project, and that is not enough."
                    : "Give the user the role `admin` on the project it signs in to; its roles there are: \(known).")
        case 404: return CollectError(.notFound, message, remedy: "Check \(title)'s endpoint in Keystone's catalog.")
        case 406:
            return CollectError(
                .unsupportedVersion, message, remedy: "Use a tombo that knows this release of \(title).")
        case 408, 504:
            return CollectError(.timedOut, message, remedy: "Look at the load of \(title) and its data base.")
        case 409:
            return CollectError(
                .malformedAnswer, message,
                remedy: "Collect again in a moment; if \(title) still sees a conflict in a read, look in its "
                    + "log\(logHint).")
        case 429: return CollectError(.rateLimited, message, remedy: "Poll less often, or raise \(title)'s limit.")
        case 500...: return CollectError(.serverError, message, remedy: "Look in \(title)'s log\(logHint).")
        default:
            return CollectError(
                .malformedAnswer, message,
                remedy: "Check \(title)'s endpoint in Keystone's catalog, and record the answer with "
                    + "`tombo collect --record DIR`.")
        }
    }

    private var logHint: String { requestID.map { " for \($0)" } ?? "" }
}
