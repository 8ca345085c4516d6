/// Real numbers for people: three decimals at the most.
enum HumanNumber {
    static let most = 3

    /// How many decimals `real` needs, at least one, so that it shows as a
    /// real number, and at most ``most``.
    static func decimals(_ real: Double) -> Int {
        for count in 1..<most {
            let scaled = real.magnitude * power(count)
            if (scaled - scaled.rounded()).magnitude <= scaled.ulp * 2 { return count }
        }
        return most
    }

    static func text(_ real: Double) -> String { text(real, decimals: decimals(real)) }

    /// `real` with exactly `decimals`; as Swift writes it where that would
    /// make a small number zero or a large one invented digits.
    static func text(_ real: Double, decimals: Int) -> String {
        guard real.isFinite else { return HumanText.unknown }
        let scaled = (real.magnitude * power(decimals)).rounded()
        if scaled >= 1e15 || (scaled == 0 && real != 0) { return real.description }
        let digits = String(Int64(scaled))
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        let sign = real < 0 ? "-" : ""
        return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
    }

    /// `20.0 GiB`: three digits or four, which is what a person reads of eleven; below 1024 as it is.
    static func bytes(_ count: Int64) -> String {
        var (size, unit) = (Double(count), "")
        for next in ["KiB", "MiB", "GiB", "TiB", "PiB"] where size.magnitude >= 1024 {
            (size, unit) = (size / 1024, next)
        }
        return unit.isEmpty ? "\(count) B" : "\(text(size, decimals: 1)) \(unit)"
    }

    private static func power(_ count: Int) -> Double {
        switch count {
        case 1: 10
        case 2: 100
        default: 1000
        }
    }
}
