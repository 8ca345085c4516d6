public import TomboRecords

/// From when on the kinds that accumulate are asked for news, in one round.
///
/// Worked out before anything is asked, so that a recording can keep it: the
/// moment is part of the address, and a replay must ask the same addresses.
public struct NewsSince: Sendable, Hashable {
    private let moments: [String: Instant]

    /// Everything there is, of every kind.
    public init() { moments = [:] }

    /// - Parameters:
    ///   - specs: The kinds of the source; those that do not accumulate do not count.
    ///   - lastComplete: When the last round that read a kind whole began, by kind.
    ///   - now: When this round begins.
    ///   - isRecording: A recording must make sense without the database that
    ///     it was made beside: it asks at least what a first round asks.
    public init(_ specs: [RecordSpec], lastComplete: [String: Instant], now: Instant, isRecording: Bool = false) {
        var moments: [String: Instant] = [:]
        for spec in specs where spec.accumulates {
            let first = spec.firstLookDays.map { now.advanced(bySeconds: Double(-$0 * 86_400)) }
            // What began later than now is from before the clock was set back: when it really was, nobody knows.
            let whole = lastComplete[spec.kind].flatMap { $0 > now ? nil : $0 }
            let next = whole?.advanced(bySeconds: -Self.overlap)
            let since = isRecording ? first.map { first in next.map { min(first, $0) } ?? first } : next ?? first
            moments[spec.kind] = since.map { Instant(milliseconds: $0.milliseconds / 1000 * 1000) }
        }
        self.moments = moments
    }

    /// What the recording of a source was made with.
    public init(recorded settings: [String: String]) {
        var moments: [String: Instant] = [:]
        for (name, text) in settings where name.hasPrefix(Self.prefix) {
            moments[String(name.dropFirst(Self.prefix.count))] = Instant(text)
        }
        self.moments = moments
    }

    /// Nil for everything there is.
    public subscript(kind: String) -> Instant? { moments[kind] }

    /// For ``init(recorded:)``.
    public var recordedSettings: [String: String] {
        var settings: [String: String] = [:]
        for (kind, moment) in moments { settings[Self.prefix + kind] = moment.iso8601 }
        return settings
    }

    private static let prefix = "since_"

    /// Seconds before the last whole round: the service's clock is another
    /// than ours, and what it was told while it answered may be missing.
    /// Listed twice costs nothing.
    private static let overlap = 600.0
}
