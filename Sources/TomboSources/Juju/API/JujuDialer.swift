import NIOCore
import NIOSSL
import TomboRecords

/// How calls to a controller behave.
struct JujuAPISettings: Sendable {
    /// Until TCP, TLS, the upgrade and the login stand.
    var connectTimeout: Duration = .seconds(10)
    /// For one call, until its whole answer is here.
    var requestDeadline: Duration = .seconds(60)
    /// Bytes of one answer: the status of a model with thousands of units has some ten MB.
    var messageLimit = 128 << 20
    /// A controller drops a connection after three minutes without.
    var pingInterval: Duration = .seconds(30)
    /// How long the next address waits for the one before it.
    var stagger: Duration = .milliseconds(100)
}

/// Opens connections to a controller: the first of its addresses that takes one.
struct JujuDialer: Sendable {
    let controller: JujuController
    let settings: JujuAPISettings
    let tls: NIOSSLContext
    let fault: JujuFault

    /// - Throws: `misconfigured` when the authority in controllers.yaml is no certificate.
    init(_ controller: JujuController, _ settings: JujuAPISettings) throws(CollectError) {
        self.controller = controller
        self.settings = settings
        fault = JujuFault(controller: controller.name, redactor: Redactor(secrets: [controller.password]))
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.applicationProtocols = ["http/1.1"]
        do {
            if let authority = controller.authority {
                // This authority and no other: what the system trusts is nothing to a controller of one's own.
                tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(authority.utf8)))
            }
            self.tls = try NIOSSLContext(configuration: tls)
        } catch {
            throw CollectError(
                .misconfigured,
                "The `ca-cert` of controller `\(controller.name)` in controllers.yaml is no certificate.",
                remedy: "Log in again with `juju login -c \(controller.name)`.")
        }
    }

    /// A logged-in connection for `path`.
    ///
    /// Each address begins a little after the one before it; the first that
    /// takes the connection wins, and the others are let go.
    func connect(_ path: String) async throws(CollectError) -> JujuConnection {
        let (results, found) = AsyncStream<(Int, Result<JujuConnection, CollectError>)>.makeStream()
        let attempts = controller.addresses.enumerated().map { index, address in
            Task {
                try? await Task.sleep(for: settings.stagger * index)
                let raced = await race(limit: settings.connectTimeout, sleep: Timing.live.sleep) {
                    await open(address, path)
                }
                switch raced {
                case .answered(let result):
                    // Who comes second has nobody to take it.
                    if case .terminated = found.yield((index, result)), case .success(let late) = result {
                        late.close()
                    }
                case .deadline: found.yield((index, .failure(Self.silent(address, settings.connectTimeout))))
                case .cancelled: found.yield((index, .failure(fault.cancelled("Connecting"))))
                }
            }
        }
        defer { for attempt in attempts { attempt.cancel() } }
        var failures: [Int: CollectError] = [:]
        for await (index, result) in results {
            switch result {
            case .success(let connection):
                found.finish()
                return connection
            case .failure(let error): failures[index] = error
            }
            if failures.count == attempts.count { break }
        }
        throw telling(failures)
    }

    /// Of several failures the one that is no matter of the network: a wrong
    /// certificate at one address says more than another one that is silent.
    private func telling(_ failures: [Int: CollectError]) -> CollectError {
        let inOrder = failures.sorted { $0.key < $1.key }.map(\.value)
        guard let first = inOrder.first(where: { !$0.isRetryable && $0.code != .cancelled }) ?? inOrder.first else {
            return fault.cancelled("Connecting")
        }
        guard inOrder.count > 1, first.isRetryable else { return first }
        return CollectError(
            first.code,
            "None of the \(inOrder.count) addresses of controller `\(controller.name)` can be asked: "
                + first.message, remedy: first.remedy)
    }

    private static func silent(_ address: JujuController.Address, _ limit: Duration) -> CollectError {
        CollectError(
            .timedOut, "\(address.place) took no connection to Juju within \(limit.spoken).",
            remedy: "Check the network and the firewall between here and there.")
    }

    private func open(_ address: JujuController.Address, _ path: String) async -> Result<JujuConnection, CollectError> {
        let (events, sink) = AsyncStream<WebSocketEvent>.makeStream()
        let isName = address.host.contains { $0.isLetter } && !address.host.contains(":")
        // A controller's certificate is for this name, whatever its addresses are.
        let name = controller.authority != nil ? "juju-apiserver" : isName ? address.host : nil
        let opened: WebSocket
        do {
            opened = try await WebSocket.open(
                WebSocket.Settings(
                    host: address.host, port: address.port, path: path, tls: tls, certificateName: name,
                    connectTimeout: settings.connectTimeout, messageLimit: settings.messageLimit,
                    userAgent: "tombo/\(TomboVersion.current)")
            ) { event in
                sink.yield(event)
                if case .ended = event { sink.finish() }
            }
        } catch {
            return .failure(failure(error, address, path))
        }
        let (limit, fault) = (settings.messageLimit, fault)
        let connection = JujuConnection(opened, events, fault: fault) {
            fault.ended($0, at: address, limit: limit)
        }
        do throws(CollectError) {
            try await connection.logIn(controller)
        } catch {
            connection.close()
            return .failure(error)
        }
        return .success(connection)
    }

    private func failure(_ error: any Error, _ address: JujuController.Address, _ path: String) -> CollectError {
        if let refused = error as? WebSocket.Refused {
            let what = "answers \(path) at \(address.place) with status \(refused.status) and no WebSocket"
            guard path != "/api", [400, 404].contains(refused.status) else { return fault.malformed(what) }
            return CollectError(
                .notFound, "Controller `\(controller.name)` \(what): it has no such model.",
                remedy: "See with `juju models --all` which models there are.")
        }
        do throws(CollectError) {
            let target = try Target("https://\(address.place)")
            let mapped = TransportFault.map(
                error, target, TransportSettings(version: "", connectTimeout: settings.connectTimeout))
            guard mapped.code == .untrusted else { return mapped }
            return CollectError(
                .untrusted, mapped.message,
                remedy: "Log in again with `juju login -c \(controller.name)`, which learns the controller's authority."
            )
        } catch {
            return error
        }
    }
}
