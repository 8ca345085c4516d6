import Hummingbird
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import TomboSources

/// The HTTP server, on this machine alone.
enum HTTPService {
    /// What a client has to send a request in, to read on in, or to ask again in.
    static let patience: TimeAmount = .seconds(15)

    /// A server that answers `routes` at `address`, whose port may be 0 for any; `running` is called with the port
    /// when it does.
    ///
    /// Throws ``ListenError`` for an address that other machines reach.
    static func application(
        _ routes: HTTPRoutes, at address: ListenAddress,
        on group: any EventLoopGroup = .singletonMultiThreadedEventLoopGroup, logger: Logger,
        running: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) throws(ListenError) -> some ApplicationProtocol {
        try address.check { ListenError(message: "\(address) \($0).", remedy: $1) }
        // Hummingbird's own words about its sockets would stand between ours.
        var logger = logger
        if logger.logLevel > .debug { logger.logLevel = max(logger.logLevel, .warning) }
        // Each connection costs memory, and a head is read whole before it is looked at.
        return Application(
            router: routes.router(),
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [StalledClientHandler(limit: Self.patience)],
                    idleTimeout: Self.patience,
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 16 * 1024, maxHeaderListSize: 32 * 1024, maxHeaderFieldCount: 64))),
            configuration: ApplicationConfiguration(
                address: .hostname(address.host, port: address.port),
                availableConnectionsDelegate: .maximum(256, logger: logger)),
            onServerRunning: { await running($0.localAddress?.port ?? address.port) },
            eventLoopGroupProvider: .shared(group),
            logger: logger)
    }
}

/// Why nothing listens, and what to do about it.
public struct ListenError: Error, Sendable, CustomStringConvertible {
    public var message: String
    public var remedy: String

    public var description: String { "\(message)\nHint: \(remedy)" }
}
