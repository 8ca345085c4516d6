import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket

/// An open WebSocket: texts go out, events come in.
struct WebSocket: Sendable {
    /// Where it leads and what it may cost.
    struct Settings: Sendable {
        var host: String
        var port: Int
        /// Path of the upgrade request.
        var path: String
        var tls: NIOSSLContext
        /// The name that the certificate must be for; nil where only its authority counts.
        var certificateName: String?
        var connectTimeout: Duration
        /// Bytes of one message.
        var messageLimit: Int
        var userAgent: String
    }

    /// The other end answered, and it was no upgrade.
    struct Refused: Error {
        var status: Int
    }

    private enum Upgrade: Sendable {
        case done(WebSocket)
        case refused(EventLoopFuture<Int>)
    }

    private let channel: any Channel

    /// Connects, proves the certificate and upgrades.
    ///
    /// The caller's deadline bounds it: a cancelled task closes the channel.
    ///
    /// - Parameters:
    ///   - settings: Where to, and how.
    ///   - receive: Called on an event loop with each event; it must not wait.
    /// - Returns: An open one.
    /// - Throws: What NIO throws, or ``Refused``.
    static func open(
        _ settings: Settings, receive: @escaping @Sendable (WebSocketEvent) -> Void
    ) async throws -> WebSocket {
        let opening = OpeningChannel()
        return try await withTaskCancellationHandler {
            let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connectTimeout(settings.connectTimeout.timeAmount)
                .channelOption(.socketOption(.tcp_nodelay), value: 1)
            let upgrade = try await bootstrap.connect(host: settings.host, port: settings.port) { channel in
                opening.set(channel)
                return channel.eventLoop.makeCompletedFuture { try pipeline(channel, settings, receive) }
            }
            switch try await upgrade.get() {
            case .done(let socket): return socket
            case .refused(let status):
                let status = try await status.get()
                opening.close()
                throw Refused(status: status)
            }
        } onCancel: {
            opening.close()
        }
    }

    private static func pipeline(
        _ channel: any Channel, _ settings: Settings, _ receive: @escaping @Sendable (WebSocketEvent) -> Void
    ) throws -> EventLoopFuture<Upgrade> {
        let tls = try NIOSSLClientHandler(context: settings.tls, serverHostname: settings.certificateName)
        try channel.pipeline.syncOperations.addHandler(tls)
        let upgrader = NIOTypedWebSocketClientUpgrader<Upgrade>(
            maxFrameSize: settings.messageLimit, enableAutomaticErrorHandling: false
        ) { channel, _ in
            channel.eventLoop.makeCompletedFuture {
                let handler = WebSocketHandler(limit: settings.messageLimit, receive: receive)
                try channel.pipeline.syncOperations.addHandler(handler)
                return .done(WebSocket(channel: channel))
            }
        }
        var head = HTTPRequestHead(version: .http1_1, method: .GET, uri: settings.path)
        let host = settings.host.contains(":") ? "[\(settings.host)]" : settings.host
        head.headers.add(name: "Host", value: "\(host):\(settings.port)")
        head.headers.add(name: "User-Agent", value: settings.userAgent)
        head.headers.add(name: "Content-Length", value: "0")
        let upgrade = NIOTypedHTTPClientUpgradeConfiguration(upgradeRequestHead: head, upgraders: [upgrader]) {
            channel in
            channel.eventLoop.makeCompletedFuture {
                let status = channel.eventLoop.makePromise(of: Int.self)
                try channel.pipeline.syncOperations.addHandler(StatusReader(status))
                return .refused(status.futureResult)
            }
        }
        return try channel.pipeline.syncOperations.configureUpgradableHTTPClientPipeline(
            configuration: .init(upgradeConfiguration: upgrade))
    }

    /// Sends a text; whether it arrives only an answer tells.
    func send(_ text: [UInt8]) {
        let frame = WebSocketFrame(
            fin: true, opcode: .text, maskKey: .random(), data: channel.allocator.buffer(bytes: text))
        channel.writeAndFlush(frame, promise: nil)
    }

    /// Says goodbye and leaves.
    func close() {
        let bye = WebSocketFrame(fin: true, opcode: .connectionClose, maskKey: .random(), data: ByteBuffer())
        channel.writeAndFlush(bye).whenComplete { _ in channel.close(promise: nil) }
    }
}
