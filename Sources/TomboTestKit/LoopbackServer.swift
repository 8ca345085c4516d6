import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// An HTTP/1.1 server on 127.0.0.1 that answers, or misbehaves, as a closure says.
public final class LoopbackServer: Sendable {
    private let channel: any Channel
    private let counts: LoopbackCounts
    private let isTLS: Bool
    public let port: Int

    /// `https://127.0.0.1:PORT` with a certificate, `http://…` without.
    public var url: String { "\(isTLS ? "https" : "http")://127.0.0.1:\(port)" }

    /// Connections taken so far.
    public var connections: Int { counts.connections }
    /// Requests read so far.
    public var requests: Int { counts.requests }

    private init(_ channel: any Channel, _ counts: LoopbackCounts, isTLS: Bool) {
        self.channel = channel
        self.counts = counts
        self.isTLS = isTLS
        port = channel.localAddress?.port ?? 0
    }

    /// Runs `body` with a server and closes it afterwards.
    public static func with<Output: Sendable>(
        certificate: TestCertificate? = nil, answer: @escaping @Sendable (LoopbackRequest) -> LoopbackAnswer,
        _ body: (LoopbackServer) async throws -> Output
    ) async throws -> Output {
        let server = try await start(certificate: certificate, answer: answer)
        do {
            let output = try await body(server)
            try await server.channel.close()
            return output
        } catch {
            try? await server.channel.close()
            throw error
        }
    }

    private static func start(
        certificate: TestCertificate?, answer: @escaping @Sendable (LoopbackRequest) -> LoopbackAnswer
    ) async throws -> LoopbackServer {
        let counts = LoopbackCounts()
        let context = try certificate.map { certificate in
            try NIOSSLContext(
                configuration: .makeServerConfiguration(
                    certificateChain: NIOSSLCertificate.fromPEMFile(certificate.certificateFile)
                        .map { .certificate($0) },
                    privateKey: .privateKey(NIOSSLPrivateKey(file: certificate.keyFile, format: .pem))))
        }
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if let context { try pipeline.addHandler(NIOSSLServerHandler(context: context)) }
                    try pipeline.addHandler(ByteToMessageHandler(HTTPRequestDecoder()))
                    try pipeline.addHandler(
                        LoopbackHandler(counts: counts, connection: counts.nextConnection(), answer: answer))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return LoopbackServer(channel, counts, isTLS: certificate != nil)
    }
}
