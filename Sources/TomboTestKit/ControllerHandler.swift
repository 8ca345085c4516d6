import NIOCore
import NIOWebSocket
import Synchronization
import TomboRecords

/// One connection to a ``LoopbackController``.
final class ControllerHandler: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundOut = WebSocketFrame

    private let path: String
    private let log: ControllerLog
    private let answer: @Sendable (LoopbackController.Call) -> LoopbackController.Answer
    /// Said when the other end has shown that it is there.
    private var held: String?

    init(
        path: String, log: ControllerLog,
        answer: @escaping @Sendable (LoopbackController.Call) -> LoopbackController.Answer
    ) {
        self.path = path
        self.log = log
        self.answer = answer
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = unwrapInboundIn(data)
        switch frame.opcode {
        case .text: take(String(buffer: frame.unmaskedData), context)
        case .pong:
            if let text = held { send(text, context) }
            held = nil
        case .connectionClose: context.close(promise: nil)
        default: break
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func take(_ text: String, _ context: ChannelHandlerContext) {
        guard let value = Value(json: text), let number = value["request-id"].integer,
            let facade = value["type"].text, let request = value["request"].text,
            let version = value["version"].integer
        else { return context.close(promise: nil) }
        let call = LoopbackController.Call(
            path: path, facade: facade, version: version, request: request, parameters: value["params"],
            number: number)
        log.calls.withLock { $0.append(call) }
        func whole(_ response: String) -> String { "{\"request-id\": \(number), \"response\": \(response)}" }
        switch answer(call) {
        case .response(let response): send(whole(response), context)
        case .error(let error, let code, let info):
            let text = Value.object([
                .init("request-id", .integer(number)), .init("error", .text(error)), .init("error-code", .text(code)),
                .init("error-info", Value(json: info) ?? .null), .init("response", .object([])),
            ])
            send(text.json, context)
        case .fragmented(let response, let size): send(whole(response), in: size, context)
        case .afterPing(let response):
            held = whole(response)
            let ping = WebSocketFrame(fin: true, opcode: .ping, data: ByteBuffer(string: "there?"))
            context.writeAndFlush(wrapOutboundOut(ping), promise: nil)
        case .message(let text): send(text, context)
        case .hang: break
        case .close: context.close(promise: nil)
        }
    }

    private func send(_ text: String, in size: Int = .max, _ context: ChannelHandlerContext) {
        var rest = ByteBuffer(string: text)
        var opcode = WebSocketOpcode.text
        repeat {
            guard let part = rest.readSlice(length: min(size, rest.readableBytes)) else { return }
            let frame = WebSocketFrame(fin: rest.readableBytes == 0, opcode: opcode, data: part)
            context.write(wrapOutboundOut(frame), promise: nil)
            opcode = .continuation
        } while rest.readableBytes > 0
        context.flush()
    }
}
