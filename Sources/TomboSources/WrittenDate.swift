import TomboRecords

/// Moments with the month as an English word, as HTTP, MAAS and the `juju` command write them.
enum WrittenDate {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// - Parameters:
    ///   - day: Two digits.
    ///   - month: Three letters.
    ///   - year: Four digits.
    ///   - time: `13:01:02`, with or without a zone behind it; without one it is UTC.
    /// - Returns: Nil for what is no moment.
    static func instant(day: Substring, month: Substring, year: Substring, time: Substring) -> Instant? {
        guard day.count == 2, year.count == 4, time.count >= 8, let number = months.firstIndex(of: String(month)) else {
            return nil
        }
        return Instant("\(year)-\(number < 9 ? "0" : "")\(number + 1)-\(day)T\(time)")
    }
}
