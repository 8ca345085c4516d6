import Foundation
import Logging
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

@Suite("The section vault:")
struct VaultSectionTests {
    private let places = TomboConfigurationTests.places("/f")

    private func source(_ section: String) throws -> ConfiguredSource {
        let yaml = "clouds:\n  lab:\n    vault:\n" + section.split(separator: "\n").map { "      \($0)\n" }.joined()
        let configuration = try TomboConfiguration(yaml: yaml, path: "/x/tombo.yaml", places)
        return try #require(try configuration.cloud("lab").sources(places).first)
    }

    @Test("names each unit, and the file of the authority")
    func whole() throws {
        let configured = try source(
            "addresses: [https://10.0.0.7:8200/, \"https://[fd00::8]:8200\"]\nca_file: vault-ca.pem\ndeadline: 9")
        #expect(configured.deadline == .seconds(9) && configured.type == "vault")
        #expect(configured.recordedSettings == ["addresses": "https://10.0.0.7:8200,https://[fd00::8]:8200"])
        let access = try #require(configured.access as? HTTPAccess)
        #expect(
            access.settings.trust == .systemAnd(caFile: "/x/vault-ca.pem") && access.settings.caSetting == "ca_file")
        #expect(configured.origin.contains("clouds.lab.vault"))
    }

    @Test(
        "takes nothing that holds a secret or leads nowhere, and quotes none of it",
        arguments: [
            "", "addresses: []", "addresses: [https://admin:hunter2@10.0.0.7:8200]", "addresses: [10.0.0.7]",
            "addresses: [https://10.0.0.7:8200?token=hunter2]", "token: hunter2",
            "addresses: [http://a:8200, http://a:8200/]", "addresses: [ftp://hunter2]",
            "addresses: [http://a:8200]\nca: hunter2",
        ])
    func refused(_ section: String) throws {
        let error = #expect(throws: CollectError.self) { try source(section) }
        #expect(error?.code == .misconfigured && error?.remedy != nil)
        #expect(error?.description.contains("hunter2") == false)
        #expect(error?.message.contains("/x/tombo.yaml") == true)
    }

    @Test("is begun from VAULT_ADDR and VAULT_CACERT, and what is begun can be read")
    func discovered() throws {
        let found = VaultSection.discover(
            TomboConfigurationTests.places(
                "/f",
                ["VAULT_ADDR": "https://10.0.0.7:8200", "VAULT_CACERT": "/f/home/ca.pem", "VAULT_TOKEN": "hunter2"])
        )
        #expect(found.found == "VAULT_ADDR" && !found.section.joined().contains("hunter2"))
        let configured = try source(found.section.dropFirst().map { String($0.dropFirst(2)) }.joined(separator: "\n"))
        #expect(configured.recordedSettings["addresses"] == "https://10.0.0.7:8200")
        #expect((configured.access as? HTTPAccess)?.settings.trust == .systemAnd(caFile: "/f/home/ca.pem"))
        for nothing in [[:], ["VAULT_ADDR": ""], ["VAULT_ADDR": "https://u:hunter2@h:8200"]] {
            let found = VaultSection.discover(TomboConfigurationTests.places("/f", nothing))
            #expect(found.found == nil && found.section.isEmpty)
        }
    }

    @Test("a recording replays without a Vault, sealed units too")
    func replay() async throws {
        let folder = try TemporaryFolder()
        let answers = try VaultLab.unit("seal-status-sealed", "health-sealed", 503)
        let (recorded, settings) = try await LoopbackServer.with(answer: { answers($0.path) }) { server in
            let source = VaultSource(addresses: [server.url])
            let recording = Recording(
                directory: folder.file("r"), tombo: "0", cloud: "lab", startedAt: Instant(milliseconds: 0),
                sources: [.init(name: "vault", type: "vault", settings: ["addresses": server.url])])
            let recorder = try Recorder(recording, redactor: .standard)
            let collections = try await withLiveTransport(impatient()) { live in
                await source.collect(
                    with: SourceMeans(
                        transport: RecordingTransport(live, recorder: recorder, source: "vault"), logger: silent))
            }
            try recorder.finish(at: Instant(milliseconds: 1))
            return (collections, recording)
        }
        let source = try SourceType.source(replaying: settings.sources[0], in: settings)
        let replayed = await source.collect(
            with: SourceMeans(transport: ReplayTransport(settings, source: "vault"), logger: silent))
        #expect(replayed.map(\.rows) == recorded.map(\.rows) && replayed[0].rows.count == 1)
        #expect(throws: CollectError.self) {
            try SourceType.source(replaying: .init(name: "vault", type: "vault", settings: [:]), in: settings)
        }
    }

    private let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}
