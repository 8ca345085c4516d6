public import TomboRecords

/// Which snapshots stay: of each cloud for itself, in the words of restic.
public struct ForgetPolicy: Sendable, Hashable {
    /// A stretch of time of which the newest snapshot stays.
    public enum Period: String, Sendable, CaseIterable {
        case hourly, daily, weekly, monthly
    }

    /// The newest so many.
    public var last: Int?
    /// So many stretches that have a snapshot, the newest first; of each its newest snapshot.
    public var periods: [Period: Int] = [:]
    /// All of the last so many seconds before the newest one.
    public var within: Double?
    /// Whether snapshots with a name or a note stay.
    public var labelled = true

    public init(
        last: Int? = nil, periods: [Period: Int] = [:], within: Double? = nil, labelled: Bool = true
    ) {
        self.last = last
        self.periods = periods
        self.within = within
        self.labelled = labelled
    }

    /// Whether it says anything: without a rule only the newest would stay, which nobody means.
    public var isEmpty: Bool { last == nil && periods.isEmpty && within == nil }

    /// In the words of the command line, as the forget record keeps it.
    public var text: String {
        var words: [String] = []
        if let last { words.append("--keep-last \(last)") }
        for period in Period.allCases {
            if let count = periods[period] { words.append("--keep-\(period.rawValue) \(count)") }
        }
        if let within { words.append("--keep-within \(Int(within))s") }
        if !labelled { words.append("--no-keep-label") }
        return words.joined(separator: " ")
    }

    /// Why snapshots of one cloud stay, by number; who is not in it may go.
    ///
    /// - Parameters:
    ///   - snapshots: Of one cloud, oldest first.
    ///   - noted: Those that somebody wrote a note on.
    ///   - offset: Seconds east of UTC at a moment: days are the person's.
    /// - Returns: The reasons, in the order of the rules.
    public func reasons(
        _ snapshots: [SnapshotInfo], noted: Set<Int64>, offset: (Instant) -> Int
    ) -> [Int64: [String]] {
        guard let newest = snapshots.last else { return [:] }
        var reasons: [Int64: [String]] = [newest.seq: ["newest"]]
        for snapshot in snapshots.suffix(last ?? 0) { reasons[snapshot.seq, default: []].append("last") }
        for period in Period.allCases {
            var seen: Set<Int64> = []
            for snapshot in snapshots.reversed() {
                guard seen.count < periods[period] ?? 0 else { break }
                if seen.insert(Self.number(of: snapshot.finishedAt, period, offset)).inserted {
                    reasons[snapshot.seq, default: []].append(period.rawValue)
                }
            }
        }
        if let within {
            let since = newest.finishedAt.advanced(bySeconds: -within)
            for snapshot in snapshots where snapshot.finishedAt >= since {
                reasons[snapshot.seq, default: []].append("within")
            }
        }
        if labelled {
            for snapshot in snapshots {
                if let label = snapshot.label { reasons[snapshot.seq, default: []].append("label \(label)") }
                if noted.contains(snapshot.seq) { reasons[snapshot.seq, default: []].append("note") }
            }
        }
        return reasons
    }

    /// A number that all moments of a stretch have alike, and no others.
    private static func number(of instant: Instant, _ period: Period, _ offset: (Instant) -> Int) -> Int64 {
        let seconds = floorDivided(instant.milliseconds, 1000) + Int64(offset(instant))
        switch period {
        case .hourly: return floorDivided(seconds, 3600)
        case .daily: return floorDivided(seconds, 86_400)
        // 1970-01-01 was a Thursday; weeks begin on Mondays, as ISO 8601 has them.
        case .weekly: return floorDivided(seconds + 3 * 86_400, 7 * 86_400)
        case .monthly:
            let date = Instant(milliseconds: seconds * 1000).iso8601.prefix(7)
            let parts = date.split(separator: "-").compactMap { Int64($0) }
            return parts.count == 2 ? parts[0] * 12 + parts[1] : 0
        }
    }

    private static func floorDivided(_ number: Int64, _ divisor: Int64) -> Int64 {
        let quotient = number / divisor
        return number % divisor < 0 ? quotient - 1 : quotient
    }
}
