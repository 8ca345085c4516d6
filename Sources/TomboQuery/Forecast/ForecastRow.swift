import TomboRecords

/// One line of a forecast: how fast it grows, and how long what is left lasts.
struct ForecastRow {
    let item: ForecastItem
    let risk: ForecastQuestion.Risk
    let windowDays: Int

    static let columns: [Answer.Column] = [
        .init("resource"), .init("scope"), .init("used_of", isSpoken: true), .init("grows", isSpoken: true),
        .init("lasts", isSpoken: true), .init("measure", isBrief: false), .init("used", .real, isBrief: false),
        .init("capacity", .real, isBrief: false), .init("free", .real, isBrief: false),
        .init("per_day", .real, isBrief: false), .init("per_day_low", .real, isBrief: false),
        .init("per_day_high", .real, isBrief: false), .init("outlook", isBrief: false),
        .init("risk", isBrief: false), .init("runway_days", .real, unit: "days", isBrief: false),
        .init("runway_days_earliest", .real, unit: "days", isBrief: false),
        .init("runway_days_latest", .real, unit: "days", isBrief: false), .init("runs_out_on", isBrief: false),
        .init("method", isBrief: false), .init("window_days", .integer, isBrief: false),
        .init("days_known", .integer, isBrief: false), .init("first_day", isBrief: false),
        .init("last_day", isBrief: false), .init("steps", .json, isBrief: false), .init("note"),
    ]

    var values: [Value] {
        let trend = Trend(item.series)
        let used = item.series.points.last?.value
        let free = used.flatMap { used in item.capacity.map { $0 - used } }
        let runway = trend.flatMap { trend in free.map { Runway(free: $0, trend.line) } }
        let outlook = runway?.outlook(risk)
        let days = runway?.days(risk)
        let points = item.series.points
        return [
            .text(item.resource), .text(item.scope), .text(words.share(used, item.capacity)),
            .text(trend.map { words.growth($0.line) } ?? "–"), .text(Self.lasting(runway, risk)),
            .text(item.measure), Self.rounded(used), Self.rounded(item.capacity), Self.rounded(free),
            Self.rounded(trend?.line.slope), Self.rounded(trend?.line.low), Self.rounded(trend?.line.high),
            Value(outlook?.rawValue ?? "unknown"), .text(risk.rawValue), ClassRows.days(days),
            ClassRows.days(runway?.earliest), ClassRows.days(runway?.latest),
            Value(days.flatMap { days in points.last.flatMap { Self.date($0.day, days) } }),
            Value(trend?.method), .integer(Int64(windowDays)), Value(points.count),
            Value(points.first.flatMap { Self.date($0.day, 0) }), Value(points.last.flatMap { Self.date($0.day, 0) }),
            .list((trend?.steps ?? []).map(Self.step)),
            .note([item.reason, Trend.tooShort(item.series)] + remarks(trend, days)),
        ]
    }

    private var words: ForecastWords { ForecastWords(measure: item.measure) }

    private func remarks(_ trend: Trend?, _ days: Double?) -> [String?] {
        let steps = (trend?.steps ?? []).map {
            "\(words.signed($0.by)) at once on \(Self.date($0.day, 0) ?? "a day"), a batch and no trend"
        }
        let span = Double(item.series.span)
        let far = days.flatMap { $0 > span * 4 ? "far beyond the \(item.series.span) days that are known" : nil }
        return steps + [far]
    }

    private static func step(_ step: BatchStep) -> Value {
        .object([.init("day", Value(date(step.day, 0))), .init("by", rounded(step.by))])
    }

    /// Three decimals, which of a byte or a processor is nothing.
    private static func rounded(_ number: Double?) -> Value { Value(number.map { ($0 * 1000).rounded() / 1000 }) }

    /// So many days after a day; nil where no calendar goes.
    static func date(_ day: Int, _ days: Double) -> String? {
        guard days < 400_000 else { return nil }
        let instant = Instant(milliseconds: (Int64(day) + Int64(days)) * 86_400_000)
        return String(instant.iso8601.prefix(10))
    }

    static func lasting(_ runway: Runway?, _ risk: ForecastQuestion.Risk) -> String {
        guard let runway else { return "–" }
        func text(_ days: Double) -> String {
            days < 10 ? String((days * 10).rounded(.down) / 10) : String(Int(min(days, 1e9)))
        }
        guard let days = runway.days(risk) else {
            return runway.earliest.map { "does not grow (\(text($0)) days at the earliest)" } ?? "does not grow"
        }
        if days == 0 { return "full" }
        let latest = runway.latest.map(text) ?? "ever"
        let earliest = runway.earliest.map(text) ?? "ever"
        return earliest == latest ? "\(text(days)) days" : "\(text(days)) days (\(earliest) to \(latest))"
    }
}
