import NIOCore

/// Closes the connection of a client that does not read its answer.
///
/// Such a connection is never idle in HTTP's sense, would be held for ever
/// with the answer in memory, and there are only so many of them.
final class StalledClientHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = Any
    typealias OutboundIn = Any

    private let limit: TimeAmount
    private var timer: Scheduled<Void>?
    /// What was not yet sent when it was last looked at; nil for nothing.
    private var left: Int?

    /// - Parameter limit: How long not one byte may be taken before the connection is closed.
    init(limit: TimeAmount) { self.limit = limit }

    func flush(context: ChannelHandlerContext) {
        context.flush()
        if timer == nil { look(context) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        timer = nil
        context.fireChannelInactive()
    }

    /// Looks again after ``limit`` as long as something is left to send.
    private func look(_ context: ChannelHandlerContext) {
        timer = nil
        let now = (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
        guard now > 0 else {
            left = nil
            return
        }
        if now == left {
            context.close(promise: nil)
            return
        }
        left = now
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        timer = context.eventLoop.scheduleTask(in: limit) {
            let (handler, context) = bound.value
            handler.look(context)
        }
    }
}
