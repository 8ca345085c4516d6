import AsyncHTTPClient
import Foundation
public import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
public import TomboRecords

/// Asks a source over HTTP.
///
/// It follows no redirect: 301 is an answer like any other, as is Keystone's
/// 300. It never waits longer than its settings say, whatever the other end
/// does, and it leaves retries to ``RetryingTransport`` but for one: a
/// connection that was kept alive and turns out to be closed.
public struct LiveTransport: OpenTransport {
    private let client: HTTPClient
    private let settings: TransportSettings
    private let receiving: ByteBudget
    private let logger: Logger?

    /// - Throws: `misconfigured` when the CA file cannot be used.
    public init(_ settings: TransportSettings, logger: Logger? = nil) throws(CollectError) {
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: try settings.tlsConfiguration(), redirectConfiguration: .disallow,
            timeout: .init(connect: settings.connectTimeout.timeAmount),
            decompression: .enabled(limit: .none))  // the limit is on what comes out, see `body(of:)`
        configuration.httpVersion = .http1Only
        // Otherwise a refused connection takes the whole connect timeout.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = settings.connectionsPerHost
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        self.settings = settings
        receiving = ByteBudget(settings.bodiesLimit)
        self.logger = logger
    }

    /// Closes every connection; the transport answers nothing afterwards.
    public func close() async { try? await client.shutdown() }

    public func send(_ request: HTTPRequest) async throws(CollectError) -> HTTPResponse {
        let started = ContinuousClock.now
        let target = try Target(request.url)
        let raced = await race(limit: settings.requestDeadline, sleep: Timing.live.sleep) {
            await exchange(request, with: target)
        }
        let result: Result<HTTPResponse, CollectError> =
            switch raced {
            case .answered(let result): result
            case .deadline: .failure(TransportFault.deadline(target, settings.requestDeadline))
            case .cancelled: .failure(TransportFault.cancelled(target))
            }
        CostMeter.current?.count(bytes: (try? result.get()).map { Self.receivedBytes($0) } ?? 0)
        log(request, result, ContinuousClock.now - started)
        return try result.get()
    }

    /// One exchange; a second one, at once, when the connection was already
    /// closed by the other end. Services behind haproxy cut idle connections
    /// without a word, so the first request after a pause often finds a corpse.
    private func exchange(_ request: HTTPRequest, with target: Target) async -> Result<HTTPResponse, CollectError> {
        do {
            return .success(try await answer(to: request))
        } catch {
            guard request.isIdempotent, TransportFault.isLostConnection(error), !Task.isCancelled else {
                return .failure(TransportFault.map(error, target, settings))
            }
        }
        do {
            return .success(try await answer(to: request))
        } catch {
            return .failure(TransportFault.map(error, target, settings))
        }
    }

    private func answer(to request: HTTPRequest) async throws -> HTTPResponse {
        var outgoing = HTTPClientRequest(url: request.url)
        outgoing.method = .init(rawValue: request.method)
        for (name, value) in request.headers.fields { outgoing.headers.add(name: name, value: value) }
        outgoing.headers.replaceOrAdd(name: "User-Agent", value: settings.userAgent)
        outgoing.headers.replaceOrAdd(name: "Accept-Encoding", value: "gzip")
        if let body = request.body { outgoing.body = .bytes(body) }
        let incoming = try await client.execute(
            outgoing, timeout: settings.requestDeadline.timeAmount)
        return HTTPResponse(
            status: Int(incoming.status.code),
            headers: HTTPHeaders(incoming.headers.map { (name: $0.name, value: $0.value) }),
            body: try await body(of: incoming))
    }

    private func body(of incoming: HTTPClientResponse) async throws -> Data {
        var body = Data()
        if let announced = incoming.headers.first(name: "Content-Length").flatMap({ Int($0) }) {
            if announced > settings.bodyLimit { throw TransportFault.BodyTooLarge() }
            // Up to what a page has, and no more: an announcement is no body yet.
            body.reserveCapacity(min(announced, 4 << 20))
        }
        var taken = 0
        defer { receiving.giveBack(taken) }
        do {
            for try await chunk in incoming.body {
                if body.count + chunk.readableBytes > settings.bodyLimit { throw TransportFault.BodyTooLarge() }
                guard receiving.take(chunk.readableBytes) else { throw TransportFault.BodyTooLarge(isShared: true) }
                taken += chunk.readableBytes
                chunk.withUnsafeReadableBytes { body.append(contentsOf: $0) }
            }
        } catch let error where !(error is TransportFault.BodyTooLarge) {
            throw TransportFault.BrokenBody(received: body.count, cause: error)
        }
        return body
    }

    /// Bytes over the wire: of a compressed body, what its length header says.
    private static func receivedBytes(_ response: HTTPResponse) -> Int {
        guard response.headers["Content-Encoding"] != nil else { return response.body.count }
        return response.headers["Content-Length"].flatMap { Int($0) } ?? response.body.count
    }

    private func log(_ request: HTTPRequest, _ result: Result<HTTPResponse, CollectError>, _ duration: Duration) {
        guard let logger else { return }
        var metadata: Logger.Metadata = [
            LogKeys.method: "\(request.method)", LogKeys.url: "\(Redactor.standard.text(request.url))",
            LogKeys.durationMs: "\(duration.milliseconds)",
        ]
        switch result {
        case .success(let response):
            metadata[LogKeys.status] = "\(response.status)"
            metadata[LogKeys.bytes] = "\(response.body.count)"
            if let id = response.headers["x-openstack-request-id"] { metadata[LogKeys.requestID] = "\(id)" }
        case .failure(let error):
            metadata[LogKeys.errorCode] = "\(error.code.rawValue)"
        }
        logger.debug("asked a source", metadata: metadata)
    }
}

/// Runs `body` with a live transport and closes it afterwards, however `body` ends.
public func withLiveTransport<Answer: Sendable>(
    _ settings: TransportSettings, logger: Logger? = nil, _ body: (LiveTransport) async throws -> Answer
) async throws -> Answer {
    let transport = try LiveTransport(settings, logger: logger)
    do {
        let answer = try await body(transport)
        await transport.close()
        return answer
    } catch {
        await transport.close()
        throw error
    }
}

extension Duration {
    /// For NIO, which counts in nanoseconds.
    var timeAmount: TimeAmount { .milliseconds(Int64(milliseconds)) }
}
