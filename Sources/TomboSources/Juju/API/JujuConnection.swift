import Foundation
import NIOCore
import Synchronization
import TomboRecords

/// A logged-in connection to a controller or to one of its models: calls with
/// numbers, answers in whatever order.
final class JujuConnection: Sendable {
    typealias Answer = Result<Envelope, CollectError>

    /// The whole answer to a call.
    struct Envelope: Sendable {
        var value: Value
        /// Bytes as received.
        var bytes: Int
    }

    private struct State {
        var next: Int64 = 1
        var waiting: [Int64: CheckedContinuation<Answer, Never>] = [:]
        var end: CollectError?
        var facades: [String: Int64] = ["Admin": 3]
        var serverVersion: String?
    }

    let fault: JujuFault
    private let socket: WebSocket
    private let state = Mutex(State())

    /// Takes over an open socket and what comes out of it; `ended` gives its end a name.
    init(
        _ socket: WebSocket, _ events: AsyncStream<WebSocketEvent>, fault: JujuFault,
        ended: @escaping @Sendable (any Error) -> CollectError
    ) {
        self.socket = socket
        self.fault = fault
        Task { [weak self] in
            for await event in events {
                switch event {
                case .message(let buffer): self?.take(buffer)
                case .ended(let error): self?.finish(ended(error))
                }
            }
        }
    }

    /// One that nobody took leaves no socket behind.
    deinit { socket.close() }

    /// Whether it can be asked nothing any more.
    var isOver: Bool { state.withLock { $0.end != nil } }

    /// Asks, and waits for the answer with the same number.
    ///
    /// - Throws: What the controller answers in place of a response, and why the connection ended.
    func call(_ facade: String, _ request: String, _ parameters: Value) async throws(CollectError) -> Envelope {
        let name = "\(facade).\(request)"
        let (version, server) = state.withLock { ($0.facades[facade], $0.serverVersion) }
        guard let version else { throw fault.noFacade(facade, version: server) }
        let number = state.withLock { state in
            defer { state.next += 1 }
            return state.next
        }
        let message = Value.object([
            .init("request-id", .integer(number)), .init("type", .text(facade)), .init("version", .integer(version)),
            .init("request", .text(request)), .init("params", parameters),
        ])
        var answer = try await exchange(number, Array(message.json.utf8), name).get()
        if answer.value["error"].text?.isEmpty == false {
            throw fault.answered(answer.value, to: name, isLogin: facade == "Admin")
        }
        answer.value = answer.value["response"]
        if answer.value.isNull { answer.value = .object([]) }
        return answer
    }

    private func exchange(_ number: Int64, _ message: [UInt8], _ name: String) async -> Answer {
        await withTaskCancellationHandler {
            await withCheckedContinuation { (waiting: CheckedContinuation<Answer, Never>) in
                let failure = state.withLock { state -> CollectError? in
                    if let end = state.end { return end }
                    if Task.isCancelled { return fault.cancelled(name) }
                    state.waiting[number] = waiting
                    return nil
                }
                if let failure { waiting.resume(returning: .failure(failure)) } else { socket.send(message) }
            }
        } onCancel: {
            answer(number, .failure(fault.cancelled(name)))
        }
    }

    private func answer(_ number: Int64, _ answer: Answer) {
        state.withLock { $0.waiting.removeValue(forKey: number) }?.resume(returning: answer)
    }

    private func take(_ buffer: ByteBuffer) {
        guard let value = Value(json: String(buffer: buffer)), let number = value["request-id"].integer else {
            // Whose answer it was nobody can say, so that all who wait would wait for ever.
            return finish(fault.malformed("sends what is no answer of Juju's API"))
        }
        answer(number, .success(Envelope(value: value, bytes: buffer.readableBytes)))
    }

    private func finish(_ end: CollectError) {
        let waiting = state.withLock { state in
            state.end = state.end ?? end
            defer { state.waiting = [:] }
            return state.waiting.values
        }
        for continuation in waiting { continuation.resume(returning: .failure(end)) }
        socket.close()
    }

    func close() { finish(CollectError(.cancelled, "The connection to controller `\(fault.controller)` was closed.")) }
}

extension JujuConnection {
    /// Logs in, and takes note of what the controller can be asked.
    ///
    /// - Throws: `unauthorized` for a wrong password, and where a password is not enough.
    func logIn(_ controller: JujuController) async throws(CollectError) {
        var user = controller.user
        if user.hasSuffix("@local") { user.removeLast("@local".count) }
        let parameters = Value.object([
            .init("auth-tag", .text("user-\(user)")), .init("credentials", .text(controller.password.reveal())),
            .init("nonce", ""), .init("macaroons", .null), .init("cli-args", "tombo"), .init("user-data", ""),
            .init("client-version", .text(Self.clientVersion)),
        ])
        let answer = try await call("Admin", "Login", parameters).value
        if !answer["discharge-required"].isNull || !answer["bakery-discharge-required"].isNull {
            throw fault.dischargeRequired(answer["discharge-required-error"].text)
        }
        guard case .list = answer["facades"] else { throw fault.malformed("logs in without saying what it offers") }
        state.withLock { state in
            state.facades.merge(JujuFacades.chosen(from: answer["facades"])) { $1 }
            state.serverVersion = answer["server-version"].text
        }
    }

    /// A controller refuses clients of another major version of Juju, and takes any of its own.
    private static let clientVersion = "3.6.0"

    /// Keeps the connection: a controller drops who does not call for three minutes.
    func keepAlive(every interval: Duration, sleep: @escaping @Sendable (Duration) async throws -> Void) {
        Task { [weak self] in
            while (try? await sleep(interval)) != nil {
                guard let self, !isOver else { return }
                _ = try? await call("Pinger", "Ping", .object([]))
            }
        }
    }
}
