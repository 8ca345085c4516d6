/// When the next round of one cloud begins, and which of its sources take part.
struct CloudRhythm: Sendable, Equatable {
    private(set) var sources: [String: SourceRhythm] = [:]
    private var jitter: Duration = .zero
    /// How late the next round begins, drawn once a round.
    private var lateness: Duration = .zero

    /// The sources of a cloud with their times.
    struct Times: Sendable, Equatable {
        var intervals: [String: Duration]
        var jitter: Duration
        var longestBackoff: Duration
        /// How old what is known already is; nil for nothing.
        var age: Duration?
    }

    init(_ times: Times, now: Duration) {
        jitter = times.jitter
        for (name, interval) in times.intervals {
            // A daemon that was started again goes on where the one before it was.
            let wait = times.age.map { max(.zero, interval - $0) } ?? .zero
            sources[name] = SourceRhythm(
                interval: interval, longestBackoff: times.longestBackoff, first: now + min(wait, interval))
        }
    }

    /// The moment of the next round; nil where there is nothing to ask.
    var next: Duration? { sources.values.map(\.slot).min().map { $0 + lateness } }

    /// The sources of a round that begins now. Those that are nearly due come
    /// along: two snapshots a second apart tell nobody anything.
    func due(_ now: Duration) -> Set<String> {
        Set(sources.filter { $0.value.slot <= now + $0.value.interval / 10 }.keys)
    }

    /// What a round came to: `failed` are those of the asked that gave nothing, `draw` is by chance, from 0 to 1.
    mutating func ended(asked: Set<String>, failed: Set<String>, now: Duration, draw: Double) {
        for name in asked { sources[name]?.ended(failed: failed.contains(name), now: now) }
        lateness = jitter * min(1, max(0, draw))
    }

    /// Takes over other times, and keeps what is known of sources that stay.
    mutating func adopt(_ times: Times, now: Duration) {
        let fresh = CloudRhythm(times, now: now)
        jitter = times.jitter
        lateness = min(lateness, jitter)
        sources = fresh.sources.reduce(into: [:]) { kept, entry in
            var rhythm = sources[entry.key] ?? entry.value
            rhythm.adopt(interval: entry.value.interval, longestBackoff: times.longestBackoff, now: now)
            kept[entry.key] = rhythm
        }
    }
}
