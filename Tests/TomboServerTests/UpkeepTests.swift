import Foundation
import GRDB
import Synchronization
import Testing
import TomboQuery
import TomboRecords
import TomboSources
import TomboStore
import TomboTestKit

@testable import TomboServer

/// Days of rounds of the recorded lab, with upkeep between them: what is left is what `tombo forget` leaves.
@Suite("Upkeep of the daemon")
struct UpkeepTests {
    private static func settings(_ backups: TemporaryFolder) -> DaemonSettings {
        var settings = DaemonSettings()
        settings.keep = .init()
        settings.keep?.last = 3
        settings.keep?.daily = 3
        settings.measuresDaily = .seconds(86_400)
        settings.measuresWithin = .seconds(4 * 86_400)
        settings.backup = .init(folder: backups.path)
        settings.backup?.keep = 2
        return settings
    }

    /// Rounds `hours` apart, each of the next recording.
    private func rounds(_ lab: DaemonLab, _ count: Int, hours: Int) async {
        let core = lab.core
        let rounds = CollectRounds(
            writer: core.writer, timing: lab.clock.timing, logger: LabServer.quiet,
            plan: { cloud, sources in
                try core.setup.plan(
                    cloud, sources, number: core.journal.state.clouds[cloud]?.rounds ?? 0, database: core.database,
                    timing: core.timing)
            }, journal: core.journal, saved: {})
        for _ in 0..<count {
            _ = await rounds.run("lab", ["all"])
            lab.clock.advance(.seconds(hours * 3600))
        }
    }

    /// One run of every task, in the order of the daemon's.
    private func upkeep(_ lab: DaemonLab) async throws {
        for task in UpkeepTask.all(lab.core.setup.settings, author: "tombo daemon") {
            _ = try await task.body(lab.core)
        }
    }

    private func snapshots(_ path: String) throws -> [Int64] {
        try StoreReader(path: path, specs: SourceType.specs).read { try $0.snapshots().map(\.seq).sorted() }
    }

    /// All measures as they stand in the file.
    private func measures(_ path: String) throws -> [String] {
        try DatabaseQueue(path: path).read {
            try String.fetchAll(
                $0,
                sql: """
                    SELECT collector_id || ' ' || first_seq || ' ' || last_seq || ' ' || hex(samples)
                    FROM measure_block ORDER BY 1
                    """)
        }
    }

    private func isWhole(_ path: String) throws -> Bool {
        let archive = try Archive(path: path, specs: SourceType.specs, clock: LabServer.clock)
        return VerifyQuestion.isWhole(try archive.answer(VerifyQuestion()))
    }

    @Test("keeps what tombo forget would, day after day, and the history stays whole", arguments: [0, -3 * 3600])
    func keeping(_ offset: Int) async throws {
        let backups = try TemporaryFolder()
        let recordings = try Recording.find(in: LabServer.examples).sorted { $0.startedAt < $1.startedAt }
        let lab = try DaemonLab(Self.settings(backups), offset: offset, recordings: recordings)
        for day in 1...4 {
            await rounds(lab, 5, hours: 5)
            // What the command would do with the same file at the same moment.
            let copy = lab.folder.file("copy-\(day).db")
            try StoreReader(path: lab.core.database, specs: SourceType.specs).backUp(to: copy)
            let settings = lab.core.setup.settings
            let plan = try StoreReader(path: copy, specs: SourceType.specs).read {
                try $0.forgetPlan(
                    ForgetPolicy(last: 3, periods: [.daily: 3], labelled: true),
                    measures: MeasureRetention(
                        within: settings.measuresWithin?.inSeconds, daily: settings.measuresDaily?.inSeconds,
                        offset: { _ in offset }),
                    offset: { _ in offset })
            }
            #expect(!plan.removed.isEmpty, "day \(day)")
            _ = try Store(path: copy, specs: SourceType.specs).forget(plan, by: "a person", at: lab.clock.timing.date())
            try await upkeep(lab)
            #expect(try snapshots(lab.core.database) == snapshots(copy), "day \(day)")
            #expect(try measures(lab.core.database) == measures(copy), "day \(day)")
            #expect(try isWhole(lab.core.database), "day \(day)")
        }
        #expect(lab.core.journal.state.clouds["lab"]?.lost.isEmpty == true)
    }

    @Test("a backup opens, is whole, and was made before anything was forgotten")
    func backup() async throws {
        let backups = try TemporaryFolder()
        let recordings = try Recording.find(in: LabServer.examples).sorted { $0.startedAt < $1.startedAt }
        let lab = try DaemonLab(Self.settings(backups), recordings: recordings)
        for _ in 0..<3 {
            await rounds(lab, 8, hours: 2)
            let before = try snapshots(lab.core.database)
            try await upkeep(lab)
            let newest = try #require(BackupFolder(backups.path).names.last)
            #expect(try snapshots(backups.file(newest)) == before)
            #expect(try isWhole(backups.file(newest)))
        }
        #expect(BackupFolder(backups.path).names.count == 2)
    }

    @Test("runs by itself, each task at its time, and says how it went")
    func service() async throws {
        let backups = try TemporaryFolder()
        let recordings = try Recording.find(in: LabServer.examples).sorted { $0.startedAt < $1.startedAt }
        let lab = try DaemonLab(Self.settings(backups), recordings: recordings)
        await rounds(lab, 8, hours: 2)
        let core = lab.core
        let service = Task { try await UpkeepService(core: core, author: "tombo daemon").run() }
        while core.journal.state.upkeep.count < 4 { await Task.yield() }
        service.cancel()
        try await service.value
        let done = core.journal.state.upkeep
        #expect(Set(done.keys) == ["backup", "verify", "forget", "tidy"])
        #expect(done.values.allSatisfy { $0.isDone })
        #expect(try snapshots(core.database).count < 8)
    }

    @Test("a history that was changed by hand is found, and counts as not done")
    func tampered() async throws {
        let backups = try TemporaryFolder()
        let recordings = try Recording.find(in: LabServer.examples)
        let lab = try DaemonLab(Self.settings(backups), recordings: recordings)
        await rounds(lab, 3, hours: 1)
        try await DatabaseQueue(path: lab.core.database).write {
            try $0.execute(sql: "UPDATE snapshot SET finished_at = finished_at + 1 WHERE seq = 2")
        }
        let verify = try #require(
            UpkeepTask.all(lab.core.setup.settings, author: "").first { $0.name == "verify" })
        await #expect(throws: StoreError.self) { _ = try await verify.body(lab.core) }
    }
}
