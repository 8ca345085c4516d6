import NIOCore
import NIOWebSocket

/// What comes out of a WebSocket.
enum WebSocketEvent: Sendable {
    /// A whole message, put together from its frames.
    case message(ByteBuffer)
    /// Nothing comes any more; said once.
    case ended(any Error)
}

/// Why a WebSocket ended, where NIO has no error for it.
enum WebSocketEnd: Error {
    /// The other end closed it, in good order or not.
    case closed
    case tooLarge
    /// A frame that the protocol does not have.
    case broken
}

/// The end of a channel's pipeline: frames to messages, pings to pongs.
final class WebSocketHandler: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundOut = WebSocketFrame

    private let limit: Int
    private let receive: @Sendable (WebSocketEvent) -> Void
    /// The frames of a message so far; nil between messages.
    private var message: ByteBuffer?
    private var hasEnded = false

    /// - Parameters:
    ///   - limit: Bytes of a message.
    ///   - receive: Called on the channel's event loop: it must not wait.
    init(limit: Int, receive: @escaping @Sendable (WebSocketEvent) -> Void) {
        self.limit = limit
        self.receive = receive
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = unwrapInboundIn(data)
        switch frame.opcode {
        case .text, .binary:
            guard message == nil else { return end(context, WebSocketEnd.broken) }
            take(frame, after: ByteBuffer(), context)
        case .continuation:
            guard let started = message else { return end(context, WebSocketEnd.broken) }
            // Not two references while one grows: each append would copy.
            message = nil
            take(frame, after: started, context)
        case .ping:
            let pong = WebSocketFrame(
                fin: true, opcode: .pong, maskKey: .random(), data: frame.unmaskedData)
            context.writeAndFlush(wrapOutboundOut(pong), promise: nil)
        case .connectionClose: end(context, WebSocketEnd.closed)
        default: break
        }
    }

    private func take(_ frame: WebSocketFrame, after started: ByteBuffer, _ context: ChannelHandlerContext) {
        var whole = started
        var part = frame.unmaskedData
        guard whole.readableBytes + part.readableBytes <= limit else { return end(context, WebSocketEnd.tooLarge) }
        if whole.readableBytes == 0 { whole = part } else { whole.writeBuffer(&part) }
        if frame.fin { receive(.message(whole)) } else { message = whole }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if case .invalidFrameLength = error as? NIOWebSocketError { return end(context, WebSocketEnd.tooLarge) }
        end(context, error)
    }

    func channelInactive(context: ChannelHandlerContext) { end(context, WebSocketEnd.closed) }

    private func end(_ context: ChannelHandlerContext, _ error: any Error) {
        guard !hasEnded else { return }
        hasEnded = true
        message = nil
        receive(.ended(error))
        context.close(promise: nil)
    }
}
