import Foundation
import Logging
import TomboRecords

/// To a controller's API, over WebSockets that stay open for a round.
struct JujuAPIAccess: Access {
    let controller: JujuController
    var settings = JujuAPISettings()

    var impatient: any Access {
        var access = self
        access.settings.connectTimeout = min(settings.connectTimeout, .seconds(5))
        return access
    }

    func open(_ logger: Logger?) throws(CollectError) -> any OpenTransport {
        JujuTransport(try JujuDialer(controller, settings), logger: logger)
    }
}

/// Calls of Juju's API as requests of ``Transport``.
///
/// Logging in is its own affair and no request: neither a recording nor a log
/// ever sees it.
struct JujuTransport: OpenTransport {
    private let dialer: JujuDialer
    private let connections: JujuConnections
    private let logger: Logger?

    init(_ dialer: JujuDialer, logger: Logger? = nil) {
        self.dialer = dialer
        self.logger = logger
        connections = JujuConnections(dialer)
    }

    func close() async { await connections.close() }

    func send(_ request: HTTPRequest) async throws(CollectError) -> HTTPResponse {
        let started = ContinuousClock.now
        let call = try JujuCall(request)
        let limit = dialer.settings.requestDeadline
        let raced = await race(limit: limit, sleep: Timing.live.sleep) { await exchange(call) }
        let result: JujuConnection.Answer =
            switch raced {
            case .answered(let result): result
            case .deadline: .failure(dialer.fault.late("\(call.facade).\(call.request)", limit))
            case .cancelled: .failure(dialer.fault.cancelled("\(call.facade).\(call.request)"))
            }
        CostMeter.current?.count(bytes: (try? result.get())?.bytes ?? 0)
        log(request, result, ContinuousClock.now - started)
        return HTTPResponse(status: 200, body: Data(try result.get().value.json.utf8))
    }

    private func exchange(_ call: JujuCall) async -> JujuConnection.Answer {
        do throws(CollectError) {
            return .success(
                try await connections.connection(call.path).call(call.facade, call.request, call.parameters))
        } catch {
            return .failure(error)
        }
    }

    private func log(_ request: HTTPRequest, _ result: JujuConnection.Answer, _ duration: Duration) {
        guard let logger else { return }
        var metadata: Logger.Metadata = [
            LogKeys.method: "\(request.method)", LogKeys.url: "\(Redactor.standard.text(request.url))",
            LogKeys.durationMs: "\(duration.milliseconds)",
        ]
        switch result {
        case .success(let answer): metadata[LogKeys.bytes] = "\(answer.bytes)"
        case .failure(let error): metadata[LogKeys.errorCode] = "\(error.code.rawValue)"
        }
        logger.debug("asked a source", metadata: metadata)
    }
}

/// One connection for the controller, and one for each model that is asked.
private actor JujuConnections {
    private let dialer: JujuDialer
    private var open: [String: SingleFlight<JujuConnection>] = [:]
    private var all: [JujuConnection] = []
    /// A password that is wrong once is wrong for every model.
    private var refusal: CollectError?
    private var isClosed = false

    init(_ dialer: JujuDialer) { self.dialer = dialer }

    func connection(_ path: String) async throws(CollectError) -> JujuConnection {
        if let refusal { throw refusal }
        let flight = open[path] ?? SingleFlight()
        open[path] = flight
        do throws(CollectError) {
            let connection = try await flight.value { [dialer] () async throws(CollectError) in
                let connection = try await dialer.connect(path)
                connection.keepAlive(every: dialer.settings.pingInterval, sleep: Timing.live.sleep)
                return connection
            }
            if isClosed { connection.close() }
            if connection.isOver, open[path] === flight { open[path] = nil }
            if !all.contains(where: { $0 === connection }) { all.append(connection) }
            return connection
        } catch {
            if error.code == .unauthorized { refusal = error }
            // Whoever asks again tries again.
            if open[path] === flight { open[path] = nil }
            throw error
        }
    }

    func close() {
        isClosed = true
        for connection in all { connection.close() }
        all = []
        open = [:]
    }
}
