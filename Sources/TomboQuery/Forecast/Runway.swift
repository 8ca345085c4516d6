/// How long what is free lasts.
struct Runway: Sendable, Equatable {
    /// Raw values are part of the contract.
    enum Outlook: String, Sendable {
        /// Nothing is left now.
        case full
        case runsOut = "runs_out"
        /// It does not grow.
        case never
    }

    /// nil where it does not grow: it never runs out.
    var expected: Double?
    /// With the fastest growth of the interval.
    var earliest: Double?
    /// With the slowest.
    var latest: Double?

    init(free: Double, _ line: TheilSen) {
        func days(_ slope: Double) -> Double? { free <= 0 ? 0 : slope > 0 ? free / slope : nil }
        (expected, earliest, latest) = (days(line.slope), days(line.high), days(line.low))
    }

    func days(_ risk: ForecastQuestion.Risk) -> Double? {
        switch risk {
        case .expected: expected
        case .conservative: earliest
        case .aggressive: latest
        }
    }

    func outlook(_ risk: ForecastQuestion.Risk) -> Outlook {
        guard let days = days(risk) else { return .never }
        return days == 0 ? .full : .runsOut
    }
}
