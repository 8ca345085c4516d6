import Logging
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

@Suite("from when on news are asked for")
struct NewsSinceTests {
    private let now = Instant(milliseconds: 1_795_000_000_500)
    private let specs = OpenStackCatalog.specs

    private func seconds(before: Double) -> Instant {
        Instant(milliseconds: now.advanced(bySeconds: -before).milliseconds / 1000 * 1000)
    }

    @Test("a first round asks for everything, of deleted servers for those of the last 30 days")
    func first() {
        let since = NewsSince(specs, lastComplete: [:], now: now)
        #expect(since["nova_migration"] == nil)
        #expect(since["nova_deleted_server"] == seconds(before: 30 * 86_400))
        #expect(since["nova_server"] == nil)
    }

    @Test("a later one from some minutes before the last whole round began, however long ago that was")
    func later() {
        let long = now.advanced(bySeconds: -90 * 86_400)
        let last = ["nova_migration": long, "nova_deleted_server": long, "nova_server": now]
        let since = NewsSince(specs, lastComplete: last, now: now)
        #expect(since["nova_migration"] == seconds(before: 90 * 86_400 + 600))
        #expect(since["nova_deleted_server"] == since["nova_migration"])
        #expect(since["nova_server"] == nil)
    }

    @Test("after a clock that was ahead has been set back as a first round: news must not be asked from the future on")
    func clockSetBack() {
        let ahead = now.advanced(bySeconds: 3600)
        let since = NewsSince(specs, lastComplete: ["nova_migration": ahead, "nova_deleted_server": ahead], now: now)
        #expect(since["nova_migration"] == nil)
        #expect(since["nova_deleted_server"] == seconds(before: 30 * 86_400))
    }

    @Test("a recording asks at least what a first round asks: its replay may begin a database")
    func recording() {
        let recent = now.advanced(bySeconds: -60)
        let last = ["nova_migration": recent, "nova_deleted_server": recent]
        let since = NewsSince(specs, lastComplete: last, now: now, isRecording: true)
        #expect(since["nova_migration"] == nil)
        #expect(since["nova_deleted_server"] == seconds(before: 30 * 86_400))
        let old = ["nova_deleted_server": now.advanced(bySeconds: -40 * 86_400)]
        let further = NewsSince(specs, lastComplete: old, now: now, isRecording: true)
        #expect(further["nova_deleted_server"] == seconds(before: 40 * 86_400 + 600))
    }

    @Test("a replay asks from the very moments that the recording kept")
    func replay() {
        let since = NewsSince(specs, lastComplete: ["nova_migration": now], now: now)
        var settings = since.recordedSettings
        settings["auth_url"] = "http://keystone.lab:5000/v3"
        #expect(settings.count == 4)
        #expect(NewsSince(recorded: settings) == since)
        #expect(NewsSince(recorded: ["auth_url": "x"]) == NewsSince())
    }

    @Test("a round with its moments is recorded and replayed to the same rows")
    func recorded() async throws {
        let folder = try TemporaryFolder()
        let since = NewsSince(specs, lastComplete: ["nova_migration": now], now: now)
        let key = Lab.migrationsKey + "?changes-since=2026-11-18T10%3A56%3A40Z"
        #expect(since["nova_migration"]?.iso8601 == "2026-11-18T10:56:40Z")
        let recording = Recording(
            directory: folder.file("r"), tombo: "1.2.3", cloud: "lab", startedAt: now,
            sources: [
                .init(
                    name: "openstack", type: "openstack",
                    settings: Lab.configuration.recordedSettings.merging(since.recordedSettings) { $1 })
            ])
        let recorder = try Recorder(recording)
        let answers = try Lab.transport([key: .json(try Lab.fixture("nova_migration-page2"))])
        let live = await collect(RecordingTransport(answers, recorder: recorder, source: "openstack"), since)
        try recorder.finish(at: now)
        let again = try #require(try Recording.load(from: folder.file("r")).sources.first)
        let replay = ReplayTransport(try Recording.load(from: folder.file("r")), source: "openstack")
        let replayed = await collect(replay, NewsSince(recorded: again.settings))
        #expect(live.map(\.outcome) == [.complete] && live.map(\.rows) == replayed.map(\.rows))
        #expect(await collect(replay, NewsSince()).map(\.outcome) == [.failed])
    }

    private func collect(_ transport: any Transport, _ since: NewsSince) async -> [Collection] {
        await OpenStackSource(configuration: Lab.configuration, kinds: ["nova_migration"]).collect(
            with: SourceMeans(
                transport: transport, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, since: since))
    }
}
