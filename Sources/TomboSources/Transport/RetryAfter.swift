import TomboRecords

/// The header `Retry-After`: a number of seconds or a date (RFC 9110, 10.2.3).
enum RetryAfter {
    /// How long to wait from `now`; zero for a date gone by, nil for what is neither.
    static func delay(_ value: String, now: Instant) -> Duration? {
        if let seconds = Int64(value) { return seconds < 0 ? nil : .seconds(min(seconds, 1 << 31)) }
        guard let date = date(value) else { return nil }
        return .milliseconds(max(0, date.milliseconds - now.milliseconds))
    }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`, the one form that services may send.
    static func date(_ value: String) -> Instant? {
        let words = value.split(separator: " ")
        guard words.count == 6, words[5] == "GMT" else { return nil }
        return WrittenDate.instant(day: words[1], month: words[2], year: words[3], time: words[4])
    }
}
