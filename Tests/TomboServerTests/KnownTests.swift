import Testing
import TomboRecords
import TomboStore
import TomboTestKit

@testable import TomboServer
@testable import TomboSources

@Suite("What a round knows of the rounds before")
struct KnownTests {
    /// The lab after a recorded stage, and the servers of that stage.
    private func lab(
        _ folder: TemporaryFolder
    ) async throws -> (source: any Source, round: Round, servers: [Nova.Server]) {
        let recording = try #require(try Recording.find(in: LabServer.examples).last)
        let round = try await CollectPlan(replaying: recording, as: "lab", label: nil).collect(logger: LabServer.quiet)
        let store = try Store(path: folder.file("tombo.db"), specs: SourceType.specs)
        _ = try store.save(round)
        try store.close()
        let source = try #require(recording.sources.first { $0.type == "openstack" })
        let rows = round.collections.first { $0.spec.kind == "nova_server" }?.rows ?? []
        return (
            try SourceType.source(replaying: source, in: recording), round,
            rows.map { Nova.Server($0, isSilent: false) }
        )
    }

    private func known(
        _ folder: TemporaryFolder, _ source: any Source, cloud: String = "lab", now: Instant, isRecording: Bool = false
    ) throws -> CollectPlan.Known {
        try CollectPlan.Known(
            of: source, cloud: cloud, database: folder.file("tombo.db"), now: now, isRecording: isRecording)
    }

    @Test("servers as they were saved are no news; one with another volume is")
    func servers() async throws {
        let folder = try TemporaryFolder()
        let (source, round, servers) = try await lab(folder)
        let now = round.finishedAt.advanced(bySeconds: 300)
        let before = try #require(try known(folder, source, now: now).servers)
        #expect(servers.count > 3 && !servers.contains(where: before.isOtherwise))
        for (place, column) in Nova.Server.spec.columns.enumerated() where ServersBefore.columns.contains(column.name) {
            let otherwise = try servers.map { server in
                var values = server.values
                values[place] = .list(values[place].elements + ["another"])
                return Nova.Server(try RecordRow(values, spec: Nova.Server.spec), isSilent: false)
            }
            #expect(otherwise.allSatisfy(before.isOtherwise), "\(column.name)")
        }
    }

    @Test("nothing is known of a cloud that was never asked, and nothing is used for a recording")
    func nothing() async throws {
        let folder = try TemporaryFolder()
        let (source, round, _) = try await lab(folder)
        let now = round.finishedAt.advanced(bySeconds: 300)
        #expect(try known(folder, source, cloud: "other", now: now).servers == nil)
        #expect(try known(folder, source, now: now, isRecording: true).servers == nil)
        #expect(try known(TemporaryFolder(), source, now: now).servers == nil)
    }
}
