import Foundation
import NIOPosix
import TomboQuery
import TomboRecords
import TomboSources
import TomboStore
import TomboTestKit

@testable import TomboServer

/// What the services of a daemon share, with its clocks in the hand of the test and a socket in systemd's place.
final class DaemonLab {
    let folder: TemporaryFolder
    let clock: ManualTiming
    let core: DaemonCore
    let systemd: DatagramListener
    let threads = DaemonThreads()

    init(
        _ settings: DaemonSettings = DaemonSettings(), holding: Bool = false, offset: Int = 0,
        recordings: [Recording] = []
    ) throws {
        folder = try TemporaryFolder()
        clock = ManualTiming(holding: holding)
        systemd = try DatagramListener(folder.file("notify"))
        let (path, specs, timing) = (folder.file("tombo.db"), SourceType.specs, clock.timing)
        let local: @Sendable () -> LocalClock = { LocalClock(now: timing.date()) { _ in offset } }
        let setup = DaemonSetup(
            settings: settings, clouds: recordings.isEmpty ? [] : [.init(name: "lab", way: .replaying(recordings))])
        core = DaemonCore(
            database: path,
            writer: Writer(try Store(path: path, specs: specs), threads: threads.writing, now: timing.now),
            pool: ArchivePool(path: path, specs: specs, threads: threads.asking, clock: local),
            own: ArchivePool(path: path, specs: specs, threads: threads.own, clock: local),
            revisions: RevisionWatch(path: path, specs: specs, thread: threads.revision), setup: setup,
            notifier: ServiceNotifier(environment: [
                "NOTIFY_SOCKET": folder.file("notify"), "WATCHDOG_USEC": "60000000",
            ]), timing: timing, clock: local, logger: LabServer.quiet, load: { setup })
    }

    /// What systemd was told since it was asked last.
    func told() -> [String] {
        var messages: [String] = []
        while let message = systemd.next() { messages.append(message) }
        return messages
    }
}
