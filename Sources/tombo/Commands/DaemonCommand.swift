import ArgumentParser
import Foundation
import Logging
import TomboQuery
import TomboRecords
import TomboServer
import TomboSources

struct DaemonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "daemon",
        abstract: "Take snapshots by itself, and answer over HTTP.",
        discussion: """
            Asks each source of each cloud at its time, saves a snapshot each round, and
            answers on 127.0.0.1:9810 from the last one: /metrics for Prometheus,
            /api/v1/ for every question of this program (openapi.json lists them),
            /healthz and /readyz. No answer waits for a source, and nobody else on the
            network is answered.

            What it does when is below `daemon:` in tombo.yaml. SIGHUP reads that anew;
            a file with a mistake is refused, and the old one stays. SIGTERM ends it.

            EXAMPLES
              tombo daemon
              tombo daemon --config /etc/tombo/tombo.yaml
              tombo daemon --replay Examples/lab --db lab.db

            EXIT STATUS
              0    it was told to stop, and did
              2    wrong usage
              4    the configuration is wrong, or the address is taken
              5    the database is locked, damaged or newer
            """)

    @Option(help: "Where to answer, on this machine only. (default: tombo.yaml, or 127.0.0.1:9810)")
    var listen: String?

    @Option(
        help: "Ask no cloud: play recordings from a folder instead, one a round, over and over.",
        completion: .directory)
    var replay: String?

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard let listen else { return }
        guard let address = ListenAddress(listen) else {
            throw ValidationError("--listen takes an address with its port, such as 127.0.0.1:9810.")
        }
        try address.check { ValidationError("\(address) \($0). \($1)") }
    }

    func run() async throws {
        let (global, listen, replay) = (global, listen, replay)
        let daemon = Daemon(
            database: try global.databasePath, author: Author.current,
            notifier: ServiceNotifier(environment: Terminal.current.environment), logger: logger,
            clock: { global.clock }, load: { try Self.setup(global, listen: listen, replay: replay) })
        do {
            try await daemon.run()
        } catch let error as ListenError {
            throw CollectError(.misconfigured, error.message, remedy: error.remedy)
        }
    }

    /// One reading of the configuration.
    private static func setup(_ global: GlobalOptions, listen: String?, replay: String?) throws -> DaemonSetup {
        let configuration = try global.configuration()
        var settings = configuration?.daemon ?? DaemonSettings()
        if let address = listen.flatMap({ ListenAddress($0) }) { settings.listen = address }
        var roles: [String: [String: [String]]] = [:]
        for cloud in configuration?.clouds ?? [] { roles[cloud.name] = cloud.roles }
        guard let replay else {
            let clouds = try ConfiguredCloud.find(configuration, cloud: global.cloud, CloudPlans.places).map { cloud in
                switch cloud.sources {
                case .success(let sources): DaemonSetup.Cloud(name: cloud.name, way: .live(sources))
                case .failure(let error): DaemonSetup.Cloud(name: cloud.name, way: .unusable(error))
                }
            }
            return DaemonSetup(settings: settings, clouds: clouds, roles: roles, checks: try global.checkPlan())
        }
        let recordings = Dictionary(
            grouping: try Recording.find(in: [replay], cloud: global.cloud), by: { global.cloud ?? $0.cloud })
        let clouds = recordings.sorted { $0.key < $1.key }.map { name, recordings in
            DaemonSetup.Cloud(name: name, way: .replaying(recordings.sorted { $0.startedAt < $1.startedAt }))
        }
        return DaemonSetup(settings: settings, clouds: clouds, roles: roles, checks: try global.checkPlan())
    }

    /// A daemon has nobody in front of it: what it does is in the log.
    private var logger: Logger {
        var logger = global.logger
        logger.logLevel = global.verbose > 1 ? .debug : global.quiet ? .error : .info
        return logger
    }
}
