import Foundation
import Testing
import TomboRecords
import TomboSources
import TomboStore
import TomboTestKit

@testable import TomboServer

@Suite("The folder of backups")
struct BackupFolderTests {
    @Test("a name says when, and other files are left alone")
    func names() {
        let instant = Instant(milliseconds: 1_795_600_000_000)
        #expect(BackupFolder.time(of: BackupFolder.name(instant)) == instant)
        for name in ["tombo.db", "tombo-20261128T114725Z.db.partial", "tombo-2026112XT114725Z.db", "notes.txt"] {
            #expect(BackupFolder.time(of: name) == nil, "\(name)")
        }
    }

    @Test("keeps the newest, whole and readable")
    func keeping() throws {
        let folder = try TemporaryFolder()
        try Store(path: folder.file("tombo.db"), specs: SourceType.specs).close()
        let backups = try TemporaryFolder()
        _ = FileManager.default.createFile(atPath: backups.file("notes.txt"), contents: nil)
        let place = BackupFolder(backups.path)
        #expect(place.newest == nil)
        let start = Instant(milliseconds: 1_795_600_000_000)
        for day in 0..<4 {
            _ = try place.add(of: folder.file("tombo.db"), at: start.advanced(bySeconds: Double(day) * 86_400), keep: 2)
        }
        #expect(place.names == [2, 3].map { BackupFolder.name(start.advanced(bySeconds: $0 * 86_400)) })
        #expect(place.newest == start.advanced(bySeconds: 3 * 86_400))
        #expect(try FileManager.default.contentsOfDirectory(atPath: backups.path).count == 3)
        _ = try StoreReader(path: backups.file(place.names[0]), specs: SourceType.specs).read { try $0.snapshots() }
    }

    @Test("a folder that is not there is not made: its disk may not be mounted")
    func missing() {
        let error = #expect(throws: StoreError.self) {
            try BackupFolder("/nonexistent/backups").add(of: "/x", at: Instant(milliseconds: 0), keep: 1)
        }
        #expect(error?.code == .missing && error?.remedy != nil)
    }

    @Test("what was backed up before a restart is not backed up again at once")
    func wait() {
        let now = Instant(milliseconds: 1_795_600_000_000)
        func wait(_ last: Instant?) -> Duration {
            UpkeepTask(name: "backup", every: .seconds(3600), last: last) { _ in "" }.wait(now)
        }
        #expect(wait(nil) == .seconds(60))
        #expect(wait(now.advanced(bySeconds: -600)) == .seconds(3000))
        #expect(wait(now.advanced(bySeconds: -7200)) == .seconds(60))
    }

    @Test("tasks are those that the settings ask for, and a backup comes before anything is forgotten")
    func tasks() {
        var settings = DaemonSettings()
        settings.verifyEvery = nil
        #expect(UpkeepTask.all(settings, author: "me").map(\.name) == ["tidy"])
        settings.keep = .init()
        settings.keep?.daily = 3
        settings.verifyEvery = .seconds(60)
        settings.backup = .init(folder: "/nonexistent")
        #expect(UpkeepTask.all(settings, author: "me").map(\.name) == ["backup", "verify", "forget", "tidy"])
        #expect(settings.keep?.policy == ForgetPolicy(periods: [.daily: 3]))
    }
}
