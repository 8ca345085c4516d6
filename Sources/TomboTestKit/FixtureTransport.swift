import Foundation
import Synchronization
public import TomboRecords
public import TomboSources

/// Answers from memory, for tests of what asks.
///
/// Keys are `METHOD path?query` as in `GET /v2.1/servers/detail?limit=2`; the
/// host does not count. A key with several answers gives them in turn and
/// then the last one again.
public final class FixtureTransport: Transport {
    public enum Answer: Sendable {
        case response(HTTPResponse)
        case failure(CollectError)
        /// Waits until the request is cancelled.
        case hang

        /// A JSON text with a status.
        public static func json(_ text: String, status: Int = 200, headers: HTTPHeaders = [:]) -> Answer {
            .response(HTTPResponse(status: status, headers: headers, body: Data(text.utf8)))
        }
    }

    private struct State {
        var answers: [String: [Answer]]
        var asked: [HTTPRequest] = []
    }

    private let state: Mutex<State>

    public init(_ answers: [String: Answer] = [:]) {
        state = Mutex(State(answers: answers.mapValues { [$0] }))
    }

    public init(inTurn answers: [String: [Answer]]) { state = Mutex(State(answers: answers)) }

    /// What was asked so far, in that order.
    public var asked: [HTTPRequest] { state.withLock(\.asked) }

    /// ``asked`` as keys.
    public var askedKeys: [String] { asked.map(Self.key) }

    /// Replaces the answers to a key.
    public func set(_ key: String, _ answers: Answer...) { state.withLock { $0.answers[key] = answers } }

    public func send(_ request: HTTPRequest) async throws(CollectError) -> HTTPResponse {
        let key = Self.key(request)
        let answer = state.withLock { state -> Answer? in
            state.asked.append(request)
            guard let answers = state.answers[key], let first = answers.first else { return nil }
            if answers.count > 1 { state.answers[key] = Array(answers.dropFirst()) }
            return first
        }
        switch answer {
        case .response(let response):
            CostMeter.current?.count(bytes: response.body.count)
            return response
        case .failure(let error):
            CostMeter.current?.count(bytes: 0)
            throw error
        case .hang:
            CostMeter.current?.count(bytes: 0)
            try? await Task.sleep(for: .seconds(3600))
            throw CollectError(.cancelled, "The fixture for `\(key)` was given up.")
        case nil: throw CollectError(.notRecorded, "There is no fixture for `\(key)`.")
        }
    }

    public static func key(_ request: HTTPRequest) -> String {
        let rest = request.url.range(of: "://").map { request.url[$0.upperBound...] } ?? request.url[...]
        let path = rest.firstIndex(of: "/").map { rest[$0...] } ?? "/"
        return "\(request.method) \(path)"
    }
}
