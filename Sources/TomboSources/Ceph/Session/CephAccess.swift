import Foundation
import Logging
import TomboRecords

/// To a cluster through its own commands: one `ceph` session for the monitors,
/// another for the manager, `rbd` for images; here or behind words such as
/// `juju ssh ceph-mon/leader sudo`.
struct CephAccess: Access {
    /// What stands before every command; empty runs it as it is.
    var prefix: [String] = []
    /// `--conf`, `--name` and `--keyring`, where they are not Ceph's own.
    var options: [String] = []
    /// Whether the monitors are asked through librados in place of `ceph`.
    var usesLibrary = false
    /// For one answer; then what hangs is killed.
    var deadline: Duration = .seconds(20)
    /// For one listing of a pool's images: every image of it is opened.
    var imageDeadline: Duration = .seconds(240)
    /// Whole seconds, as Ceph wants them. The first connection after a
    /// monitor died took 6 s.
    var connectSeconds = 10

    func open(_ logger: Logger?) throws(CollectError) -> any OpenTransport { CephTransport(self, logger: logger) }

    /// What stands after an option among ``options``.
    func option(_ name: String) -> String? {
        options.firstIndex(of: name).flatMap { $0 + 1 < options.count ? options[$0 + 1] : nil }
    }

    /// The words of a program with the options of this cluster.
    ///
    /// Behind a prefix the program runs elsewhere, where killing what is here
    /// does not reach it and our environment does not go: it brings both.
    func words(_ program: [String], deadline: Duration) -> [String] {
        let seconds = Int(deadline.components.seconds) + connectSeconds
        let there = ["timeout", "-k", "2", "\(seconds)", "env"] + Self.environment.map { "\($0.key)=\($0.value)" }
        return (prefix.isEmpty ? [] : prefix + there) + program.prefix(1) + options + program.dropFirst()
    }

    /// `ceph` is a Python program, which keeps what it writes to a pipe until it ends.
    static let environment = ["PYTHONUNBUFFERED": "1"]
}

extension HTTPRequest {
    /// Who answers a command: the monitors do without a manager.
    enum CephDaemon: String {
        case monitor = "MON"
        case manager = "MGR"
    }

    /// A command of `ceph --format json`: `MON osd dump`.
    ///
    /// The answer's status is 0, or the number of the error that Ceph named;
    /// the header `stderr` then has what it said.
    static func ceph(_ daemon: CephDaemon, _ command: String) -> HTTPRequest {
        HTTPRequest(daemon.rawValue, command, isIdempotent: false)
    }
}

/// Commands of Ceph as requests of ``Transport``.
struct CephTransport: OpenTransport {
    private let access: CephAccess
    private let sessions: [String: CephSession]
    private let library: CephLibrary?
    private let logger: Logger?

    init(_ access: CephAccess, logger: Logger? = nil) {
        self.access = access
        self.logger = logger
        library = access.usesLibrary ? CephLibrary(access) : nil
        // Apart, as a command that waits for a dead manager never ends, and what the monitors say shall not wait for it.
        sessions = [
            HTTPRequest.CephDaemon.monitor.rawValue: CephSession(access),
            HTTPRequest.CephDaemon.manager.rawValue: CephSession(access),
        ]
    }

    func close() async {
        for session in sessions.values { await session.close() }
        await library?.close()
    }

    func send(_ request: HTTPRequest) async throws(CollectError) -> HTTPResponse {
        guard let session = sessions[request.method] else {
            let command = CommandAccess(deadline: access.imageDeadline)
            return try await CommandTransport(command, logger: logger).send(
                .command(access.words(request.words, deadline: access.imageDeadline)))
        }
        let started = ContinuousClock.now
        let result = if let library { await library.ask(request.url) } else { await session.ask(request.url) }
        CostMeter.current?.count(bytes: (try? result.get())?.body.count ?? 0)
        logger?.exchange("asked a source", request, result, ContinuousClock.now - started)
        return try result.get()
    }
}
