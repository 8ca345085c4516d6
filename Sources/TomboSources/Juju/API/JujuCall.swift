import Foundation
import TomboRecords

/// One call of a controller's API, as a ``HTTPRequest`` names it:
/// `Client/FullStatus`, below `model/UUID/` where a model is asked.
///
/// What a call is about stands in its address and not only in its body, as a
/// recording is looked up by the address.
struct JujuCall: Sendable {
    /// Path of the connection: `/api`, or a model's own.
    var path: String
    var facade: String
    var request: String
    var parameters: Value

    static let method = "RPC"

    /// - Throws: `misconfigured` for what is no call.
    init(_ request: HTTPRequest) throws(CollectError) {
        let words = request.url.prefix { $0 != "?" }.split(separator: "/").map(String.init)
        let body = request.body.map { Value(json: String(decoding: $0, as: UTF8.self)) } ?? .object([])
        guard request.method == Self.method, let body, words.count == 2 || (words.count == 4 && words[0] == "model")
        else {
            throw CollectError(.misconfigured, "`\(request.method) \(request.url)` is no call of Juju's API.")
        }
        path = words.count == 4 ? "/model/\(words[1])/api" : "/api"
        facade = words[words.count - 2]
        self.request = words[words.count - 1]
        parameters = body
    }
}

extension HTTPRequest {
    /// A call of Juju's API.
    ///
    /// - Parameters:
    ///   - call: `Client/FullStatus`.
    ///   - model: UUID of the model that is asked; nil asks the controller.
    ///   - about: What tells calls of one name apart, such as an application.
    ///   - parameters: The `params` object.
    /// - Returns: What ``JujuTransport`` takes.
    static func juju(
        _ call: String, model: String? = nil, about: String? = nil, _ parameters: Value = .object([])
    ) -> HTTPRequest {
        let address = (model.map { "model/\($0)/" } ?? "") + call + (about.map { "?\($0)" } ?? "")
        return HTTPRequest(JujuCall.method, address, body: Data(parameters.json.utf8))
    }
}

/// Versions of the facades that tombo knows how to ask.
enum JujuFacades {
    static let known: [String: ClosedRange<Int64>] = [
        "Application": 13...20, "Client": 3...8, "ModelManager": 5...11, "Pinger": 1...1,
    ]

    /// What of the controller's offer tombo takes: the newest that both know.
    static func chosen(from offer: Value) -> [String: Int64] {
        var chosen: [String: Int64] = [:]
        for facade in offer.elements {
            guard let name = facade["name"].text, let range = known[name] else { continue }
            chosen[name] = facade["versions"].elements.compactMap(\.integer).filter(range.contains).max()
        }
        return chosen
    }
}
