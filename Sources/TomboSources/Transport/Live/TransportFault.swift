import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import TomboRecords

/// What goes wrong below HTTP, in the words of ``CollectError``.
enum TransportFault {
    struct BodyTooLarge: Error {
        /// By itself it is not: all that were being received were, together.
        var isShared = false
    }

    /// The status and headers came, the body did not come whole.
    struct BrokenBody: Error {
        var received: Int
        var cause: any Error
    }

    static func deadline(_ target: Target, _ limit: Duration) -> CollectError {
        CollectError(
            .timedOut, "\(target.place) did not answer in full within \(limit.spoken).",
            remedy: "Check the load of the service, and the network between here and there.")
    }

    static func cancelled(_ target: Target) -> CollectError {
        CollectError(.cancelled, "The request to \(target.place) was interrupted.")
    }

    /// Whether the connection ended before any of the answer came.
    static func isLostConnection(_ error: any Error) -> Bool {
        switch error {
        case let error as HTTPClientError: error == .remoteConnectionClosed
        case let error as IOError: [ECONNRESET, EPIPE, ENOTCONN].contains(error.errnoCode)
        case let error as NIOSSLError: error == .uncleanShutdown
        case let error as ChannelError: error == .ioOnClosedChannel || error == .eof
        default: false
        }
    }

    static func map(_ error: any Error, _ target: Target, _ settings: TransportSettings) -> CollectError {
        if isLostConnection(error) {
            return CollectError(
                .unreachable, "\(target.place) closed the connection without an answer.",
                remedy: "Look into the service's log, and at the proxy before it.")
        }
        switch error {
        case let error as CollectError: return error
        case let error as BodyTooLarge:
            return CollectError(
                .tooLarge,
                error.isShared
                    ? "The answer of \(target.place) and the others received with it are larger than "
                        + "\(settings.bodiesLimit) bytes."
                    : "The answer of \(target.place) is larger than \(settings.bodyLimit) bytes.",
                remedy: "Look with `curl` at what answers there; report it if the cloud is really that large.")
        case let error as BrokenBody: return broken(error, target, settings)
        case let error as NIOConnectionError: return connection(error, target, settings)
        case let error as HTTPClientError: return client(error, target, settings)
        case let error as NIOSSLError: return tls(error, target, settings)
        case is NIOSSLExtraError:
            return untrusted("is for another name than `\(target.host)`", target, settings)
        case let error as IOError: return unreachable(errno: error.errnoCode, target)
        case is HTTPParserError:
            return CollectError(
                .malformedAnswer, "\(target.place) does not answer with HTTP.",
                remedy: "Check the port, and whether it wants https.")
        case is CancellationError: return cancelled(target)
        case is ChannelError: return connectTimeout(target, settings)
        default:
            // The type's name only: what an unknown error says may hold anything.
            return CollectError(
                .unreachable, "The exchange with \(target.place) failed (\(type(of: error))).",
                remedy: "Check the address and the service.")
        }
    }

    private static func broken(
        _ error: BrokenBody, _ target: Target, _ settings: TransportSettings
    ) -> CollectError {
        switch error.cause {
        case is CancellationError: return cancelled(target)
        case let cause as HTTPClientError where cause == .cancelled: return cancelled(target)
        case let cause as HTTPClientError where cause == .deadlineExceeded:
            return deadline(target, settings.requestDeadline)
        default:
            return CollectError(
                .malformedAnswer, "The answer of \(target.place) broke off after \(error.received) bytes.",
                remedy: "Look into the service's log, and at the proxy before it.")
        }
    }

    private static func client(
        _ error: HTTPClientError, _ target: Target, _ settings: TransportSettings
    ) -> CollectError {
        switch error {
        case .deadlineExceeded, .readTimeout, .writeTimeout: return deadline(target, settings.requestDeadline)
        case .connectTimeout, .tlsHandshakeTimeout: return connectTimeout(target, settings)
        case .getConnectionFromPoolTimeout:
            return CollectError(
                .timedOut, "No connection to \(target.place) became free within \(settings.connectTimeout.spoken).",
                remedy: "Raise the connect timeout, or ask for less at once.")
        case .cancelled, .alreadyShutdown: return cancelled(target)
        case .invalidURL, .emptyHost, .emptyScheme:
            return CollectError(.misconfigured, "The address of \(target.place) is not valid.")
        default:
            return CollectError(
                .malformedAnswer, "\(target.place) broke the rules of HTTP (\(error.shortDescription)).",
                remedy: "Check that the address is the service's own.")
        }
    }
}
