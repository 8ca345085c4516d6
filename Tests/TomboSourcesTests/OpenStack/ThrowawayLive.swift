import Foundation
import Logging
import Testing
import TomboRecords
import TomboSources

@Suite struct ThrowawayLive {
    @Test(.enabled(if: ProcessInfo.processInfo.environment["LIVE_OS"] != nil))
    func live() async throws {
        let env = ProcessInfo.processInfo.environment
        let search = OpenStackCredentialSearch(
            cloud: env["LIVE_CLOUD"], file: env["LIVE_FILE"], environment: env, workingDirectory: "/tmp/none",
            homeDirectory: "/tmp/none")
        let found = try search.find()
        print(found.origin, found.warnings, found.configuration.authURL)
        let transport = RetryingTransport(
            try LiveTransport(TransportSettings(version: "0", trust: found.configuration.trust)))
        var logger = Logger(label: "x")
        logger.logLevel = .debug
        let start = ContinuousClock.now
        let collections = await OpenStackSource(configuration: found.configuration).collect(
            with: SourceMeans(transport: transport, logger: logger))
        print("took", start.duration(to: .now))
        for c in collections {
            print("##", c.spec.kind, c.outcome, c.rows.count, c.cost.requests, c.cost.bytes, c.cost.durationMs)
            if case .failed(let e) = c.result { print(e) }
            if case .partial(_, let r) = c.result { print(r) }
            for row in c.rows.prefix(2) {
                print(
                    row.key, zip(c.spec.columns, row.values).map { "\($0.name)=\($1.json)" }.joined(separator: " "))
            }
        }
    }
}
