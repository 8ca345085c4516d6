import Foundation

/// How much of all data CRUSH gives to each of some domains, where every copy takes another one.
///
/// A straw2 bucket draws each item with a chance that is its weight, and CRUSH draws again what it has already drawn. The
/// copies of an object are thus the first n to arrive, were the arrivals exponential with the weights as rates
/// (successive sampling). A domain twice as heavy gets less than twice as much: it can hold one copy only.
/// `crushtool --test --show-utilization` counts the same; `scripts/integration --storage` lays the two side by side.
enum CrushShares {
    /// Domains of one weight: all of them get the same.
    private struct Alike {
        var rate: Double
        var count: Int
    }

    /// Copies of each object on each domain, on average: from 0 to 1, together `slots`.
    ///
    /// All zero where there are fewer domains than copies. The weights are above 0, in any unit.
    static func expected(_ weights: [Double], slots: Int) -> [Double] {
        guard slots > 0, weights.count >= slots else { return weights.map { _ in 0 } }
        if weights.count == slots { return weights.map { _ in 1 } }
        let largest = weights.max() ?? 1
        let counts = Dictionary(weights.map { ($0 / largest, 1) }, uniquingKeysWith: +)
        let groups = counts.map { Alike(rate: $0.key, count: $0.value) }.sorted { $0.rate < $1.rate }
        if groups.count == 1 { return weights.map { _ in Double(slots) / Double(weights.count) } }
        var shares = [Double](repeating: 0, count: groups.count)
        // The trapezoidal rule over log t: the integrand falls off so fast at both ends that it is as good as exact; its
        // error falls with exp(-π²/step).
        let (step, begin) = (0.25, log(1e-13 / Double(weights.count)))
        for index in 0...Int((log(60 / groups[0].rate) - begin) / step) {
            let time = exp(begin + Double(index) * step)
            for (group, chance) in isDrawn(groups, slots, at: time).enumerated() {
                let rate = groups[group].rate
                shares[group] += step * rate * time * exp(-rate * time) * chance
            }
        }
        let share = Dictionary(zip(groups, shares).map { ($0.rate, $1) }) { first, _ in first }
        return weights.map { share[$0 / largest] ?? 0 }
    }

    /// For a domain of each group, the chance that fewer than `slots` of the others have arrived.
    private static func isDrawn(_ groups: [Alike], _ slots: Int, at time: Double) -> [Double] {
        // Chances of 0, 1 … slots - 1 arrivals in the groups behind each one, and then in those before it.
        var behind = [[Double]](repeating: none(slots), count: groups.count + 1)
        for index in groups.indices.reversed() {
            behind[index] = product(
                behind[index + 1], arrivals(groups[index], of: groups[index].count, slots, at: time))
        }
        var before = none(slots)
        return groups.indices.map { index in
            let group = groups[index]
            let own = arrivals(group, of: group.count - 1, slots, at: time)
            let chance = product(product(before, own), behind[index + 1]).reduce(0, +)
            before = product(before, arrivals(group, of: group.count, slots, at: time))
            return chance
        }
    }

    private static func none(_ slots: Int) -> [Double] { [1] + [Double](repeating: 0, count: slots - 1) }

    /// Chances that 0, 1 … slots - 1 of `count` domains alike have arrived: a binomial distribution.
    private static func arrivals(_ group: Alike, of count: Int, _ slots: Int, at time: Double) -> [Double] {
        let odds = expm1(group.rate * time)
        var chances = none(slots)
        chances[0] = exp(-group.rate * time * Double(count))
        // Where so many are as good as surely there, nothing below `slots` is left of the chance.
        guard chances[0] > 0, odds.isFinite else {
            return count < slots ? exactly(count, slots) : chances.map { _ in 0 }
        }
        for number in 1..<max(slots, 1) {
            chances[number] = chances[number - 1] * odds * Double(max(count - number + 1, 0)) / Double(number)
        }
        return chances
    }

    private static func exactly(_ count: Int, _ slots: Int) -> [Double] {
        (0..<slots).map { $0 == count ? 1 : 0 }
    }

    private static func product(_ a: [Double], _ b: [Double]) -> [Double] {
        a.indices.map { sum in (0...sum).reduce(0) { $0 + a[$1] * b[sum - $1] } }
    }
}
