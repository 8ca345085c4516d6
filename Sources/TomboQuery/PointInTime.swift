import TomboRecords

/// Reads a moment as a person writes one.
enum PointInTime {
    private static let unitSeconds: [String: Double] = [
        "s": 1, "sec": 1, "second": 1, "m": 60, "min": 60, "minute": 60, "h": 3600, "hour": 3600, "d": 86400,
        "day": 86400, "w": 604_800, "week": 604_800,
    ]

    /// `2026-05-12T14:00` is local time; with `Z` or an offset it is what it
    /// says. A date alone is its midnight. `2 days ago`, `90 min ago`, `now`,
    /// `today` and `yesterday` count from the clock.
    static func read(_ text: String, clock: LocalClock) -> Instant? {
        let words = text.lowercased().split(separator: " ").map(String.init)
        if words == ["now"] { return clock.now }
        if words == ["today"] || words == ["yesterday"] {
            let local = clock.now.advanced(bySeconds: Double(clock.offset(clock.now)))
            let midnight = local.iso8601.prefix(10)
            guard let day = Instant(String(midnight)) else { return nil }
            return toUTC(words == ["today"] ? day : day.advanced(bySeconds: -86400), clock)
        }
        if words.last == "ago" {
            // "2 days ago" and "2days ago" alike.
            let joined = words.dropLast().joined()
            let digits = joined.prefix { $0.isNumber || $0 == "." }
            var unit = String(joined.dropFirst(digits.count))
            if unit.count > 1, unit.hasSuffix("s") { unit.removeLast() }
            guard let number = Double(digits), let seconds = unitSeconds[unit] else { return nil }
            return clock.now.advanced(bySeconds: -number * seconds)
        }
        guard let instant = Instant(text) else { return nil }
        return saysItsZone(text) ? instant : toUTC(instant, clock)
    }

    /// Takes a wall-clock time that was read as if it were UTC.
    private static func toUTC(_ wall: Instant, _ clock: LocalClock) -> Instant {
        let guess = wall.advanced(bySeconds: -Double(clock.offset(wall)))
        return wall.advanced(bySeconds: -Double(clock.offset(guess)))
    }

    private static func saysItsZone(_ text: String) -> Bool {
        guard let time = text.firstIndex(where: { $0 == "T" || $0 == " " }) else { return false }
        return text[time...].contains { "Zz+-".contains($0) }
    }
}
