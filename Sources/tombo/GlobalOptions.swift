public import ArgumentParser
import Foundation
import Logging
import TomboQuery
import TomboRecords
public import TomboRender

enum ColorChoice: String, ExpressibleByArgument, CaseIterable { case auto, always, never }

extension OutputFormat: ExpressibleByArgument {}

/// Options that every command has.
struct GlobalOptions: ParsableArguments {
    @Option(
        help: "The database file. (default: $TOMBO_DB, tombo.yaml, or tombo/tombo.db in the XDG data folder)",
        completion: .file())
    var db: String?

    @Option(
        help: "The configuration. (default: $TOMBO_CONFIG, or the first tombo.yaml here, yours or of /etc/tombo)",
        completion: .file())
    var config: String?

    @Option(
        help: "Only this cloud, as tombo.yaml, clouds.yaml and the database call it. (default: all)",
        completion: .names(.clouds))
    var cloud: String?

    @Flag(name: .shortAndLong, help: "Say nothing but errors beside the answer.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Say more; twice for every request.")
    var verbose: Int

    /// Logs go to standard error; the libraries get this one and make none.
    var logger: Logger {
        var logger = Logger(label: "tombo") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = verbose > 1 ? .debug : verbose > 0 ? .info : .critical
        return logger
    }

    /// What the machine's clock and time zone say now.
    var clock: LocalClock {
        let zone = TimeZone.current
        return LocalClock(now: .now) { instant in
            zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000))
        }
    }
}

extension Instant {
    static var now: Instant { Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded())) }
}
