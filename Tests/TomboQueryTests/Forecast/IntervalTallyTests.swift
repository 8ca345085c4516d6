import Testing
import TomboTestKit

@testable import TomboQuery

@Suite("Sums over intervals")
struct IntervalTallyTests {
    @Test("are what a naive count says", arguments: Seed.some)
    func naive(seed: Seed) {
        var seed = seed
        let ends = (1...20).map { Int64($0 * 5) }.filter { _ in seed.chance(70) }
        var tally = IntervalTally(ends: ends)
        var intervals: [(amount: Double, from: Int64, to: Int64?)] = []
        for _ in 0..<50 {
            let from = Int64.random(in: 1...100, using: &seed)
            let to = seed.chance(50) ? from + Int64.random(in: 1...60, using: &seed) : nil
            intervals.append((Double(Int.random(in: 1...9, using: &seed)), from, to))
        }
        for (amount, from, to) in intervals { tally.add(amount, from: from, to: to) }
        let expected = ends.map { end in
            intervals.filter { $0.from <= end && $0.to ?? .max > end }.map(\.amount).reduce(0, +)
        }
        #expect(tally.sums == expected)
    }
}
