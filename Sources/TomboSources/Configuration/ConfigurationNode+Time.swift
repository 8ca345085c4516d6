import TomboRecords

extension ConfigurationNode {
    private static let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]

    /// A stretch of time: `30s`, `5m`, `12h`, `7d`, `8w`, or seconds as digits.
    ///
    /// - Parameters:
    ///   - what: What it is, for an error: "the time between two rounds".
    ///   - least: The shortest that makes sense.
    /// - Returns: The time.
    /// - Throws: `misconfigured` with the key.
    func stretch(_ what: String, from least: Duration = .seconds(1)) throws(CollectError) -> Duration {
        let text = tree.text ?? ""
        let unit = text.last.flatMap { Self.units[$0] }
        let number = Int(unit == nil ? text[...] : text.dropLast())
        guard let number, number >= 0, number <= 1_000_000_000 else {
            throw wrong(
                "must be \(what)", remedy: "Write a whole number with its unit, such as 30s, 5m, 12h, 7d or 8w.")
        }
        let stretch = Duration.seconds(number * (unit ?? 1))
        guard stretch >= least else {
            throw wrong("must be \(what), \(least.spoken) or more", remedy: "Write a longer time.")
        }
        return stretch
    }
}
