import Testing

@testable import TomboServer

@Suite("The rhythm of a source")
struct SourceRhythmTests {
    private static let minute = Duration.seconds(60)

    private func rhythm(_ interval: Duration = minute, longest: Duration = .seconds(3600)) -> SourceRhythm {
        SourceRhythm(interval: interval, longestBackoff: longest, first: .zero)
    }

    @Test("stays on its grid however long a round takes")
    func grid() {
        var rhythm = rhythm()
        rhythm.ended(failed: false, now: .seconds(7))
        #expect(rhythm.slot == .seconds(60))
        rhythm.ended(failed: false, now: .seconds(119))
        #expect(rhythm.slot == .seconds(120))
    }

    @Test("does not make up for what was missed: one round, not sixty")
    func catchUp() {
        var rhythm = rhythm()
        rhythm.ended(failed: false, now: .seconds(3600 + 5))
        #expect(rhythm.slot == .seconds(3660))
        rhythm.ended(failed: false, now: .seconds(3661))
        #expect(rhythm.slot == .seconds(3720))
    }

    @Test("a round that ends on a point of the grid does not begin there again")
    func onThePoint() {
        var rhythm = rhythm()
        rhythm.ended(failed: false, now: .seconds(60))
        #expect(rhythm.slot == .seconds(120))
    }

    @Test("one failure changes nothing, more double the time up to the longest")
    func backoff() {
        var rhythm = rhythm(longest: .seconds(300))
        var steps: [Duration] = []
        for _ in 0..<5 {
            rhythm.ended(failed: true, now: rhythm.slot + .seconds(1))
            steps.append(rhythm.step)
        }
        #expect(steps == [60, 120, 240, 300, 300].map { .seconds($0) })
        #expect(rhythm.failures == 5)
        rhythm.ended(failed: false, now: rhythm.slot)
        #expect(rhythm.step == Self.minute && rhythm.failures == 0)
    }

    @Test("the longest backoff never makes it quicker than its interval")
    func longInterval() {
        var rhythm = rhythm(.seconds(7200), longest: .seconds(60))
        for _ in 0..<3 { rhythm.ended(failed: true, now: rhythm.slot) }
        #expect(rhythm.step == .seconds(7200))
    }

    @Test("a shorter interval counts at once, a longer one from the next round on")
    func adopt() {
        var rhythm = rhythm(.seconds(3600))
        rhythm.ended(failed: false, now: .seconds(1))
        rhythm.adopt(interval: Self.minute, longestBackoff: .seconds(3600), now: .seconds(10))
        #expect(rhythm.slot == .seconds(70))
        rhythm.adopt(interval: .seconds(3600), longestBackoff: .seconds(3600), now: .seconds(10))
        #expect(rhythm.slot == .seconds(70))
    }
}

@Suite("The rhythm of a cloud")
struct CloudRhythmTests {
    private func times(
        _ intervals: [String: Int], jitter: Duration = .zero, age: Duration? = nil
    ) -> CloudRhythm.Times {
        CloudRhythm.Times(
            intervals: intervals.mapValues { .seconds($0) }, jitter: jitter, longestBackoff: .seconds(3600), age: age)
    }

    @Test("asks everything at once at first, then each at its time")
    func first() {
        var rhythm = CloudRhythm(times(["openstack": 300, "ceph": 60]), now: .zero)
        #expect(rhythm.next == .zero)
        var rounds: [(Int, Set<String>)] = []
        for _ in 0..<7 {
            let now = rhythm.next ?? .zero
            let due = rhythm.due(now)
            rounds.append((Int(now.components.seconds), due))
            rhythm.ended(asked: due, failed: [], now: now + .seconds(1), draw: 0)
        }
        #expect(rounds.map(\.0) == [0, 60, 120, 180, 240, 300, 360])
        let both: Set = ["openstack", "ceph"]
        #expect(rounds.map(\.1) == [both, ["ceph"], ["ceph"], ["ceph"], ["ceph"], both, ["ceph"]])
    }

    @Test("a failing source is asked less often, and the others go on")
    func failing() {
        var rhythm = CloudRhythm(times(["maas": 60, "ceph": 60]), now: .zero)
        var asked: [String: Int] = [:]
        for _ in 0..<60 {
            let now = rhythm.next ?? .zero
            let due = rhythm.due(now)
            for name in due { asked[name, default: 0] += 1 }
            rhythm.ended(asked: due, failed: due.intersection(["maas"]), now: now + .seconds(1), draw: 0)
        }
        #expect(asked["ceph"] == 60)
        #expect(asked["maas"] == 6)  // at 0, 1, 3, 7, 15 and 31 minutes
    }

    @Test("begins late by chance, but never more than the jitter, and stays on its grid")
    func jitter() {
        var rhythm = CloudRhythm(times(["ceph": 60], jitter: .seconds(10)), now: .zero)
        rhythm.ended(asked: ["ceph"], failed: [], now: .seconds(1), draw: 0.5)
        #expect(rhythm.next == .seconds(65))
        rhythm.ended(asked: ["ceph"], failed: [], now: .seconds(66), draw: 7)
        #expect(rhythm.next == .seconds(130))
    }

    @Test("goes on where the daemon before it stopped")
    func restart() {
        #expect(CloudRhythm(times(["ceph": 60], age: .seconds(20)), now: .zero).next == .seconds(40))
        #expect(CloudRhythm(times(["ceph": 60], age: .seconds(90)), now: .zero).next == .zero)
        #expect(CloudRhythm(times([:]), now: .zero).next == nil)
    }

    @Test("a reload keeps what is known of sources that stay")
    func adopt() {
        var rhythm = CloudRhythm(times(["maas": 60, "ceph": 60]), now: .zero)
        rhythm.ended(asked: ["maas", "ceph"], failed: ["maas"], now: .seconds(1), draw: 0)
        rhythm.adopt(times(["maas": 60, "juju": 60]), now: .seconds(30))
        #expect(rhythm.sources.keys.sorted() == ["juju", "maas"])
        #expect(rhythm.sources["maas"]?.failures == 1)
        #expect(rhythm.due(.seconds(30)) == ["juju"])
    }
}
