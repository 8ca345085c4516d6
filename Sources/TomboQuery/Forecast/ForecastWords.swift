/// Amounts of a forecast for people, in a measure that suits their size.
struct ForecastWords {
    let measure: String

    /// `5.2 of 80 GiB`; `10 GiB of 17 TiB`, where in the larger unit it would read as nothing.
    func share(_ used: Double?, _ capacity: Double?) -> String {
        if used == nil, capacity == nil { return "–" }
        let (factor, unit) = scale(max(used ?? 0, capacity ?? 0))
        func text(_ amount: Double?) -> String { amount.map { Self.number($0 / factor) } ?? "–" }
        if let used, used > 0, used / factor < 0.1 {
            let (own, ownUnit) = scale(used)
            return "\(Self.number(used / own))\(ownUnit) of \(text(capacity))\(unit)"
        }
        return "\(text(used)) of \(text(capacity))\(unit)"
    }

    /// `1.5 GiB a day (1.2 to 1.9)`.
    func growth(_ line: TheilSen) -> String {
        let (factor, unit) = scale(max(line.high.magnitude, line.low.magnitude))
        func text(_ amount: Double) -> String { Self.number(amount / factor) }
        let middle = "\(text(line.slope))\(unit) a day"
        return line.low == line.high ? middle : "\(middle) (\(text(line.low)) to \(text(line.high)))"
    }

    /// `+200 GiB`.
    func signed(_ amount: Double) -> String {
        let (factor, unit) = scale(amount.magnitude)
        return (amount < 0 ? "" : "+") + Self.number(amount / factor) + unit
    }

    private func scale(_ most: Double) -> (Double, String) {
        let units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"]
        guard var place = units.firstIndex(of: measure) else { return (1, measure.isEmpty ? "" : " \(measure)") }
        var factor = 1.0
        while most / factor >= 1024, place < units.count - 1 { (factor, place) = (factor * 1024, place + 1) }
        return (factor, " \(units[place])")
    }

    /// One decimal below a hundred, unless it is nothing.
    private static func number(_ number: Double) -> String {
        let tenths = (number * 10).rounded() / 10
        if tenths.magnitude >= 100 || tenths == tenths.rounded() { return String(Int64(tenths.rounded())) }
        return String(tenths)
    }
}
