import TomboRecords

/// The header `Retry-After`: a number of seconds or a date (RFC 9110, 10.2.3).
enum RetryAfter {
    /// How long to wait from `now`; zero for a date gone by, nil for what is neither.
    static func delay(_ value: String, now: Instant) -> Duration? {
        if let seconds = Int64(value) { return seconds < 0 ? nil : .seconds(min(seconds, 1 << 31)) }
        guard let date = date(value) else { return nil }
        return .milliseconds(max(0, date.milliseconds - now.milliseconds))
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// `Sun, 06 Nov 1994 08:49:37 GMT`, the one form that services may send.
    static func date(_ value: String) -> Instant? {
        let words = value.split(separator: " ")
        guard words.count == 6, words[5] == "GMT", words[1].count == 2, words[3].count == 4,
            let month = months.firstIndex(of: String(words[2]))
        else { return nil }
        return Instant("\(words[3])-\(month < 9 ? "0" : "")\(month + 1)-\(words[1])T\(words[4])Z")
    }
}
