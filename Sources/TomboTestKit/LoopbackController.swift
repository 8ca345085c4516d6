import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket
import Synchronization
public import TomboRecords

/// A Juju controller's API on 127.0.0.1, as far as a closure knows it: TLS, WebSocket, calls with numbers.
///
/// It is a stand-in and no Juju: it proves how tombo asks and what it makes
/// of an answer, and nothing about what Juju answers.
public final class LoopbackController: Sendable {
    /// A call as it came in.
    public struct Call: Sendable {
        /// Of the connection: `/api`, `/model/UUID/api`.
        public var path: String
        public var facade: String
        public var version: Int64
        public var request: String
        public var parameters: Value
        public var number: Int64

        /// `Client.FullStatus`
        public var name: String { "\(facade).\(request)" }
    }

    /// What it does with a call, well or badly.
    public enum Answer: Sendable {
        /// The `response` object, as JSON.
        case response(String)
        case error(String, code: String = "", info: String = "{}")
        /// The same as a response, in frames of so many bytes.
        case fragmented(String, size: Int)
        /// Asks first whether somebody is there, and answers when it hears so.
        case afterPing(String)
        /// A whole message, right or wrong.
        case message(String)
        case hang
        case close
    }

    private let channel: any Channel
    private let log: ControllerLog
    public let port: Int

    /// Calls so far, in the order in which they came.
    public var calls: [Call] { log.calls.withLock { $0 } }
    public var names: [String] { calls.map(\.name) }
    /// `127.0.0.1:PORT`, as controllers.yaml has it.
    public var place: String { "127.0.0.1:\(port)" }

    private init(_ channel: any Channel, _ log: ControllerLog) {
        self.channel = channel
        self.log = log
        port = channel.localAddress?.port ?? 0
    }

    /// Runs `body` with a controller and closes it afterwards.
    ///
    /// - Parameters:
    ///   - certificate: A controller's is for `DNS:juju-apiserver`.
    ///   - takes: Whether a path is upgraded; another one is answered with 404.
    ///   - answer: What to do with a call.
    ///   - body: Given the running controller.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws, and when the machine gives no socket.
    public static func with<Output: Sendable>(
        _ certificate: TestCertificate, takes: @escaping @Sendable (String) -> Bool = { _ in true },
        answer: @escaping @Sendable (Call) -> Answer, _ body: (LoopbackController) async throws -> Output
    ) async throws -> Output {
        let log = ControllerLog()
        let tls = try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: NIOSSLCertificate.fromPEMFile(certificate.certificateFile).map { .certificate($0) },
                privateKey: .privateKey(NIOSSLPrivateKey(file: certificate.keyFile, format: .pem))))
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls))
                    try upgradable(channel, takes, log, answer)
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let controller = LoopbackController(channel, log)
        do {
            let output = try await body(controller)
            try await channel.close()
            return output
        } catch {
            try? await channel.close()
            throw error
        }
    }

    private static func upgradable(
        _ channel: any Channel, _ takes: @escaping @Sendable (String) -> Bool, _ log: ControllerLog,
        _ answer: @escaping @Sendable (Call) -> Answer
    ) throws {
        let upgrader = NIOWebSocketServerUpgrader(
            maxFrameSize: 1 << 24,
            shouldUpgrade: { channel, head in channel.eventLoop.makeSucceededFuture(takes(head.uri) ? [:] : nil) },
            upgradePipelineHandler: { channel, head in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        ControllerHandler(path: head.uri, log: log, answer: answer))
                }
            })
        let refusing = NotFoundHandler()
        let name = "refusing"
        try channel.pipeline.syncOperations.configureHTTPServerPipeline(
            withServerUpgrade: (
                upgraders: [upgrader],
                completionHandler: { context in context.pipeline.removeHandler(name: name, promise: nil) }
            ))
        try channel.pipeline.syncOperations.addHandler(refusing, name: name)
    }
}

/// What a controller was asked, over all of its connections.
final class ControllerLog: Sendable {
    let calls = Mutex<[LoopbackController.Call]>([])
}

/// Answers everything with 404.
private final class NotFoundHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .end = unwrapInboundIn(data) else { return }
        let head = HTTPResponseHead(version: .http1_1, status: .notFound, headers: ["Content-Length": "0"])
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}
