import Foundation
import Synchronization
import Testing
import TomboSources
import TomboTestKit

@testable import TomboServer

@Suite("systemd hears of the daemon as long as it lives")
struct WatchdogTests {
    private let times = CloudRhythm.Times(
        intervals: ["all": .seconds(300)], jitter: .zero, longestBackoff: .seconds(3600), age: nil)

    /// Calls `body` while a round of the schedule hangs, which `body` has to end; then all has to be well again.
    ///
    /// Sleeps are held, so that there is one round.
    private func whileARound(
        _ lab: DaemonLab, hangs: @escaping @Sendable () async -> Void, body: () async throws -> Void
    ) async throws {
        let begun = Gate()
        await lab.core.schedule.adopt(["lab": times])
        let core = lab.core
        let schedule = Task {
            await core.schedule.run { _, _ in
                begun.open()
                await hangs()
                return .init()
            }
        }
        await begun.wait()
        try await body()
        while !core.schedule.pulse.asking.isEmpty { await Task.yield() }
        #expect(core.stuck() == nil)
        core.schedule.stop()
        await schedule.value
    }

    @Test("a round that does not end is told no more")
    func round() async throws {
        let (lab, gate) = (try DaemonLab(holding: true), Gate())
        let watchdog = WatchdogService(core: lab.core)
        try await whileARound(lab, hangs: { await gate.wait() }) {
            watchdog.beat()
            #expect(lab.told() == ["WATCHDOG=1"])
            lab.clock.advance(lab.core.setup.longestRound + .seconds(119))
            watchdog.beat()
            #expect(lab.told() == ["WATCHDOG=1"])
            lab.clock.advance(.seconds(2))
            watchdog.beat()
            #expect(lab.told().isEmpty)
            #expect(lab.core.stuck() == "a round of lab does not end")
            gate.open()
        }
    }

    @Test("a writer that hangs is a round that does not end")
    func writer() async throws {
        let lab = try DaemonLab(holding: true)
        let (core, release) = (lab.core, DispatchSemaphore(value: 0))
        try await whileARound(lab, hangs: { try? await core.writer.write { _ in release.wait() } }) {
            lab.clock.advance(.seconds(600))
            WatchdogService(core: core).beat()
            #expect(lab.told().isEmpty)
            release.signal()
        }
    }

    @Test("a round that waits for upkeep is waited for, and upkeep that does not end is not")
    func upkeep() async throws {
        let lab = try DaemonLab(holding: true)
        let (core, release, begun) = (lab.core, DispatchSemaphore(value: 0), Gate())
        async let upkeep: Void = core.writer.write(for: .upkeep) { _ in
            begun.open()
            release.wait()
        }
        await begun.wait()
        try await whileARound(lab, hangs: { try? await core.writer.write { _ in } }) {
            lab.clock.advance(.seconds(1800))
            #expect(core.stuck() == nil)
            lab.clock.advance(.seconds(1801))
            #expect(core.stuck() == "upkeep of the database does not end")
            release.signal()
        }
        try await upkeep
    }

    @Test("a schedule that begins no round when it is time is stuck")
    func schedule() async throws {
        let lab = try DaemonLab()
        await lab.core.schedule.adopt(["lab": times])
        #expect(lab.core.stuck() == nil)
        lab.clock.advance(.seconds(121))
        #expect(lab.core.stuck() == "no round of lab begins")
    }

    @Test("it beats thrice in the time that systemd waits")
    func rate() async throws {
        let lab = try DaemonLab(holding: true)
        let core = lab.core
        let service = Task { try await WatchdogService(core: core).run() }
        while lab.clock.sleeps.isEmpty { await Task.yield() }
        #expect(lab.clock.sleeps == [.seconds(20)])
        #expect(lab.told() == ["WATCHDOG=1"])
        service.cancel()
        try await service.value
    }
}
