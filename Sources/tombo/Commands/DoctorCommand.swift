import ArgumentParser
import Foundation
import TomboQuery
import TomboRecords
import TomboRender
import TomboSources

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check the way to the cloud, and say what is wrong.",
        discussion: """
            Looks at the credentials, the addresses, the certificates, the sign-in,
            the services' versions and clocks, the rights on every kind, and the
            database. It reads every kind once, and saves nothing. On a large cloud
            it reads for --deadline seconds, which shows the rights as well.

              ok    it works
              warn  it works, and should not stay so
              fail  it does not work
              skip  not looked at, because something before it failed

            EXAMPLES
              tombo doctor
              tombo doctor --cloud lab -f json

            EXIT STATUS
              0    nothing failed; there may be warnings
              1    something failed
              2    wrong usage
              4    the cloud cannot be reached at all
            """)

    @Option(help: "Seconds for reading every kind once.")
    var deadline: Int = 20

    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard deadline > 0 else { throw ValidationError("A deadline is a number of seconds above 0.") }
    }

    func run() async throws {
        var found = DoctorAnswer()
        do throws(CollectError) {
            for cloud in try CloudPlans.find(global: global) { await examine(cloud, &found) }
        } catch {
            found.add(failure(error), of: global.cloud ?? "openstack")
        }
        // A tombo.yaml that is wrong was said already, and names no database.
        if let path = try? global.databasePath {
            found.add(DatabaseCheck(path: path, cloud: global.cloud, now: .now).rows())
        }
        try output.write(found.answer, layout: .sentences, quiet: true)
        if output.format == .table, !global.quiet { writeHints(found.remedies) }
        if found.status != .done { throw Failure(found.status) }
    }

    /// A cloud as `collect` would find it.
    private func examine(_ cloud: ConfiguredCloud, _ found: inout DoctorAnswer) async {
        switch cloud.sources {
        case .failure(let error): found.add(failure(error), of: cloud.name)
        case .success(let sources):
            for configured in sources { found.add(await report(configured, cloud.name), of: cloud.name) }
        }
    }

    private func failure(_ error: CollectError) -> DoctorReport {
        DoctorReport(rows: [DoctorRow(.config, "credentials", error)], isReachable: false)
    }

    private func report(_ configured: ConfiguredSource, _ cloud: String) async -> DoctorReport {
        let terminal = Terminal.current
        let progress = terminal.errorIsTerminal && !global.quiet && global.verbose == 0 ? ProgressDisplay() : nil
        defer { progress?.clear() }
        // Whether news can be read shows by the last minutes of them.
        let now = Instant.now
        let recent = Dictionary(configured.source.specs.map { ($0.kind, now) }) { first, _ in first }
        let since = NewsSince(configured.source.specs, lastComplete: recent, now: now)
        do {
            return try await configured.access.impatient.with(global.logger) { transport in
                await configured.source.examine(
                    configured, cloud: cloud,
                    with: SourceMeans(
                        transport: transport, logger: global.logger, deadline: .seconds(deadline), since: since,
                        progress: progress?.reporter(for: nil)))
            }
        } catch {
            let error = error as? CollectError ?? CollectError(.misconfigured, "\(error)")
            return DoctorReport(rows: [DoctorRow(.config, configured.source.name, error)], isReachable: false)
        }
    }

    private func writeHints(_ remedies: [String]) {
        let width = Terminal.current.width ?? .max
        for remedy in remedies {
            var line = "Hint:"
            for word in remedy.split(separator: " ") {
                if line.count + 1 + word.count > width {
                    StandardError.write(line + "\n")
                    line = "     "
                }
                line += " " + word
            }
            StandardError.write(line + "\n")
        }
    }
}
