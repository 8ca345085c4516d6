import Testing
import TomboTestKit

@testable import TomboQuery

@Suite("How CRUSH spreads copies over domains")
struct CrushSharesTests {
    /// The same by trying every order of draws: a draw takes one of those that are left, by weight.
    private func drawn(_ weights: [Double], _ slots: Int) -> [Double] {
        var shares = weights.map { _ in 0.0 }
        func draw(_ left: Set<Int>, _ slots: Int, _ chance: Double) {
            guard slots > 0 else { return }
            let all = left.reduce(0) { $0 + weights[$1] }
            for one in left {
                let own = chance * weights[one] / all
                shares[one] += own
                draw(left.subtracting([one]), slots - 1, own)
            }
        }
        draw(Set(weights.indices), slots, 1)
        return shares
    }

    private func isSame(_ a: [Double], _ b: [Double]) -> Bool { zip(a, b).allSatisfy { abs($0 - $1) < 1e-9 } }

    @Test("weights 1, 1, 1 and 2 in three draws: 0.7 and 0.9")
    func known() {
        #expect(isSame(CrushShares.expected([1, 1, 1, 2], slots: 3), [0.7, 0.7, 0.7, 0.9]))
        #expect(CrushShares.expected([5, 5, 5, 5], slots: 3) == [0.75, 0.75, 0.75, 0.75])
        #expect(CrushShares.expected([1, 2, 3], slots: 3) == [1, 1, 1], "each has one copy of anything")
        #expect(CrushShares.expected([1, 2], slots: 3) == [0, 0])
    }

    @Test("is what every order of draws gives", arguments: Seed.some)
    func orders(seed: Seed) {
        var seed = seed
        for _ in 0..<10 {
            let sizes = (0..<Int.random(in: 1...3, using: &seed)).map { _ in Double.random(in: 0.01...20, using: &seed)
            }
            let weights = (0..<Int.random(in: 2...7, using: &seed)).map { _ in sizes.randomElement(using: &seed) ?? 1 }
            let slots = Int.random(in: 1...min(4, weights.count), using: &seed)
            #expect(isSame(CrushShares.expected(weights, slots: slots), drawn(weights, slots)), "\(weights), \(slots)")
        }
    }

    @Test("a thousand hosts of many sizes: the shares are those of all copies, and no one has more than one")
    func many() {
        let weights = (0..<1000).map { Double($0 % 37 + 1) }
        let shares = CrushShares.expected(weights, slots: 3)
        #expect(abs(shares.reduce(0, +) - 3) < 1e-9)
        #expect(shares.allSatisfy { $0 > 0 && $0 < 1 })
        // Few draws of many: as good as with putting back.
        #expect(abs(shares[36] / (3 * 37 / weights.reduce(0, +)) - 1) < 0.01)
        let parts = CrushShares.expected([1e-4] + (0..<20).map { _ in 10.0 }, slots: 12)
        #expect(abs(parts.reduce(0, +) - 12) < 1e-9)
    }

    @Test("never holds more than the best spread, and as much where all are alike", arguments: Seed.some)
    func bound(seed: Seed) {
        var seed = seed
        for _ in 0..<20 {
            let domains = (0..<Int.random(in: 1...9, using: &seed)).map {
                FailureDomains.Domain(name: "h\($0)", capacity: Double(Int.random(in: 1...4, using: &seed)) * 10)
            }
            let room = FailureDomains(domains, slots: Int.random(in: 1...5, using: &seed))
            #expect(room.byWeight.each <= room.most.each)
            if Set(domains.map(\.capacity)).count == 1 { #expect(room.byWeight.each == room.most.each) }
        }
    }
}
