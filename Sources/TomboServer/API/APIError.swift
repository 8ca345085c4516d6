import HTTPTypes
import TomboQuery
import TomboRecords
import TomboRender
import TomboStore

/// Why a request has no answer: what the body of an error says, and its status.
struct APIError: Error, Sendable {
    var status: HTTPResponse.Status
    /// Part of the contract; never changes.
    var code: String
    var message: String
    /// What to do next.
    var hint: String?

    static func usage(_ code: String, _ message: String, _ hint: String?) -> APIError {
        APIError(status: .badRequest, code: code, message: message, hint: hint)
    }

    static let tooSlow = APIError(
        status: .gatewayTimeout, code: "answer_timed_out", message: "The question took too long and was given up.",
        hint: "Ask for less, or raise `daemon.answer_within` in tombo.yaml.")

    static let busy = APIError(
        status: .serviceUnavailable, code: "busy", message: "Too many large answers are being sent already.",
        hint: "Ask again when they are read, or for less at once.")

    /// The one table from errors to statuses.
    init(_ error: any Error) {
        switch error {
        case let error as APIError: self = error
        case let error as QueryError:
            let status: HTTPResponse.Status =
                switch error.code {
                case .unknownSnapshot, .unknownKind, .unknownResource, .unknownCloud, .unknownRule: .notFound
                case .ambiguousSnapshot, .ambiguousResource: .conflict
                case .notApplicable: .unprocessableContent
                }
            self.init(status: status, code: error.code.rawValue, message: error.message, hint: error.remedy)
        case let error as RenderError:
            self.init(status: .badRequest, code: error.code.rawValue, message: error.message, hint: error.remedy)
        case let error as StoreError:
            let status: HTTPResponse.Status =
                switch error.code {
                case .badQuery, .badText, .labelTaken: .badRequest
                case .missing, .locked, .corrupt, .full, .forbidden, .failed, .foreign, .newer: .serviceUnavailable
                }
            self.init(status: status, code: error.code.rawValue, message: error.message, hint: error.remedy)
        default:
            self.init(
                status: .internalServerError, code: "internal", message: "The request failed inside tombo.",
                hint: "Look into the daemon's log, and report it.")
        }
    }

    init(status: HTTPResponse.Status, code: String, message: String, hint: String?) {
        self.status = status
        self.code = code
        self.message = message
        self.hint = hint
    }

    var json: String {
        Value.object([
            .init(
                "error",
                .object([.init("code", .text(code)), .init("message", .text(message)), .init("hint", Value(hint))]))
        ]).json + "\n"
    }
}
