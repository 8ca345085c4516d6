import ArgumentParser
import Foundation
import TomboRecords
import TomboSources

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write a tombo.yaml from the credentials that are here.",
        discussion: """
            Looks for a clouds.yaml and for the OS_* variables of an openrc file, for the
            logins of `maas` and `juju`, for a ceph.conf and for VAULT_ADDR; signs in to
            each OpenStack once, writes the file and says what is missing. It never
            overwrites a file, and never writes a password.

            EXAMPLES
              tombo init
              tombo init --offline --output -

            EXIT STATUS
              0    written, and every cloud in it takes the login
              2    there is such a file already
              3    written, and some login does not work
              4    there are no credentials, or no login works
            """)

    @Option(help: "The file to write, or - for standard output. (default: --config, or tombo/tombo.yaml of yours)")
    var output: String?

    @Flag(help: "Ask no cloud whether the login works.")
    var offline = false

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let places = CloudPlans.places
        let path = output ?? global.config ?? places.ownFile
        if path != "-", FileManager.default.fileExists(atPath: path) {
            StandardError.write(
                "Error: \(path) is there already, and init overwrites nothing.\n"
                    + "Hint: Edit it, or print a new one with `tombo init --output -`.\n")
            throw Failure(.usage)
        }
        let discovery = Discovery(places)
        let logins = discovery.logins.filter { global.cloud == nil || $0.name == global.cloud }
        if let cloud = global.cloud, logins.isEmpty, !discovery.logins.isEmpty {
            throw CollectError(
                .misconfigured, "There is no login for a cloud `\(cloud)` here.",
                remedy: "Name one of \(discovery.logins.map(\.name).joined(separator: ", ")), or none for all.")
        }
        let entries = await withTaskGroup(of: (Int, ConfigurationDraft.Entry).self) { group in
            for (index, login) in logins.enumerated() {
                group.addTask { (index, await entry(for: login)) }
            }
            var entries: [(Int, ConfigurationDraft.Entry)] = []
            for await entry in group { entries.append(entry) }
            return entries.sorted { $0.0 < $1.0 }.map(\.1)
        }
        let draft = ConfigurationDraft(entries, others: discovery.others, places)
        let report = InitReport(discovery, draft, places)
        if entries.isEmpty, !draft.isWithoutOpenStack {
            StandardError.write(report.nothing)
            throw Failure(.nothingCollected)
        }
        // What tombo writes, tombo must be able to read.
        _ = try TomboConfiguration(yaml: draft.yaml, path: path, places)
        if path == "-" {
            try StandardOutput.write(Array(draft.yaml.utf8))
        } else {
            try write(draft.yaml, to: path)
        }
        if !global.quiet { StandardError.write(report.text(path: path == "-" ? nil : path)) }
        if report.status != .done { throw Failure(report.status) }
    }

    private func entry(for login: Discovery.Login) async -> ConfigurationDraft.Entry {
        switch login.source {
        case .failure(let error): return .init(login, signIn: .failure(error))
        case .success(let configured):
            guard !offline, case let source as OpenStackSource = configured.source else { return .init(login) }
            do {
                let signIn = try await configured.access.with(global.logger) { live in
                    try await source.signIn(
                        with: SourceMeans(transport: live, logger: global.logger, deadline: .seconds(20)))
                }
                return .init(login, signIn: .success(signIn))
            } catch {
                return .init(
                    login, signIn: .failure(error as? CollectError ?? CollectError(.misconfigured, "\(error)")))
            }
        }
    }

    private func write(_ yaml: String, to path: String) throws {
        let folder = PathText.folder(of: path)
        if !folder.isEmpty {
            try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }
        // Exclusively: a file that came since we looked is not ours to overwrite.
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw CollectError(
                .misconfigured, "\(path) cannot be written.",
                remedy: "Name another file with --output, or print it with `--output -`.")
        }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try file.write(contentsOf: Data(yaml.utf8))
    }
}
