import Synchronization
import Testing
import TomboSources
import TomboTestKit

@testable import TomboServer

/// Time passes as it is slept, so that hours take no time.
@Suite("The schedule")
struct ScheduleTests {
    private final class Seen: Sendable {
        let rounds = Mutex<[(cloud: String, at: Duration, sources: Set<String>)]>([])
        let now = Mutex<[String: Int]>([:])

        func begin(_ cloud: String, _ at: Duration, _ sources: Set<String>) -> Int {
            rounds.withLock {
                $0.append((cloud, at, sources))
                return $0.count
            }
        }

        func of(_ cloud: String) -> [Int] {
            rounds.withLock { $0.filter { $0.cloud == cloud }.map { Int($0.at.components.seconds) } }
        }
    }

    private func times(_ intervals: [String: Int]) -> CloudRhythm.Times {
        CloudRhythm.Times(
            intervals: intervals.mapValues { .seconds($0) }, jitter: .zero, longestBackoff: .seconds(3600), age: nil)
    }

    @Test("asks each source at its time")
    func rounds() async {
        let clock = ManualTiming()
        let schedule = Schedule(timing: clock.timing, stopWithin: .seconds(1)) { 0 }
        let seen = Seen()
        await schedule.adopt(["lab": times(["openstack": 300, "ceph": 60])])
        await schedule.run { cloud, sources in
            if seen.begin(cloud, clock.timing.now(), sources) == 7 { schedule.stop() }
            return .init()
        }
        #expect(seen.of("lab") == [0, 60, 120, 180, 240, 300, 360])
        #expect(seen.rounds.withLock { $0.map(\.sources.count) } == [2, 1, 1, 1, 1, 2, 1])
    }

    @Test("a round that is slow is not overtaken, and what it missed is not made up for")
    func slow() async {
        let clock = ManualTiming()
        let schedule = Schedule(timing: clock.timing, stopWithin: .seconds(1)) { 0 }
        let seen = Seen()
        let running = Atomic(0)
        await schedule.adopt(["lab": times(["ceph": 60])])
        await schedule.run { cloud, sources in
            #expect(running.add(1, ordering: .relaxed).newValue == 1)
            if seen.begin(cloud, clock.timing.now(), sources) == 3 { schedule.stop() }
            clock.advance(.seconds(610))
            running.subtract(1, ordering: .relaxed)
            return .init()
        }
        #expect(seen.of("lab") == [0, 660, 1320])
    }

    @Test("a cloud that hangs delays no other")
    func hanging() async {
        let clock = ManualTiming()
        let schedule = Schedule(timing: clock.timing, stopWithin: .seconds(1)) { 0 }
        let (seen, gate) = (Seen(), Gate())
        await schedule.adopt(["a": times(["ceph": 60]), "b": times(["ceph": 60])])
        await schedule.run { cloud, sources in
            _ = seen.begin(cloud, clock.timing.now(), sources)
            if cloud == "a" { await gate.wait() }
            if seen.of("b").count == 5 {
                schedule.stop()
                gate.open()
            }
            return .init()
        }
        #expect(seen.of("a").count == 1)
        #expect(seen.of("b").count == 5)
    }

    @Test("a source that fails is asked less often, and says so")
    func failing() async {
        let clock = ManualTiming()
        let schedule = Schedule(timing: clock.timing, stopWithin: .seconds(1)) { 0 }
        let seen = Seen()
        let failures = Mutex<[String: [String: Int]]>([:])
        await schedule.adopt(["lab": times(["maas": 60])])
        await schedule.run { cloud, sources in
            let known = schedule.pulse.failures
            failures.withLock { $0 = known }
            if seen.begin(cloud, clock.timing.now(), sources) == 5 { schedule.stop() }
            return .init(failed: sources)
        }
        #expect(seen.of("lab") == [0, 60, 180, 420, 900])
        #expect(failures.withLock { $0 } == ["lab": ["maas": 4]])
    }

    @Test("a reload takes clouds in and out while others are being asked")
    func reload() async {
        let clock = ManualTiming()
        let schedule = Schedule(timing: clock.timing, stopWithin: .seconds(1)) { 0 }
        let seen = Seen()
        await schedule.adopt(["old": times(["ceph": 60])])
        await schedule.run { cloud, sources in
            _ = seen.begin(cloud, clock.timing.now(), sources)
            if seen.of("old").count == 2 { await schedule.adopt(["new": times(["ceph": 60])]) }
            if seen.of("new").count == 2 { schedule.stop() }
            return .init()
        }
        #expect(seen.of("old") == [0, 60])
        #expect(seen.of("new") == [60, 120])
    }

    @Test("a stop lets the round end that runs, within its time")
    func stop() async {
        let schedule = Schedule(timing: ManualTiming(holding: true).timing, stopWithin: .seconds(1)) { 0 }
        let isWhole = Mutex(false)
        await schedule.adopt(["lab": times(["ceph": 60])])
        await schedule.run { _, _ in
            schedule.stop()
            for _ in 0..<10 { await Task.yield() }
            isWhole.withLock { $0 = !Task.isCancelled }
            return .init()
        }
        #expect(isWhole.withLock { $0 })
    }

    @Test("a round that does not end in time is cut off")
    func cutOff() async {
        let schedule = Schedule(timing: ManualTiming().timing, stopWithin: .seconds(1)) { 0 }
        let wasCut = Mutex(false)
        await schedule.adopt(["lab": times(["ceph": 60])])
        await schedule.run { _, _ in
            schedule.stop()
            await Gate().wait()  // for ever, unless it is cancelled
            wasCut.withLock { $0 = Task.isCancelled }
            return .init()
        }
        #expect(wasCut.withLock { $0 })
    }
}
