import Testing
import TomboTestKit

@testable import TomboQuery

@Suite("What fits on failure domains")
struct FailureDomainsTests {
    private func each(_ capacities: [Double], _ slots: Int) -> Double {
        FailureDomains(capacities.enumerated().map { .init(name: "h\($0)", capacity: $1) }, slots: slots).most.each
    }

    @Test("three copies on three unequal hosts: the smallest limits")
    func smallest() {
        #expect(each([20, 30, 40], 3) == 20)
        #expect(each([20, 20, 20], 3) == 20)
    }

    @Test("more hosts than copies: all can be filled, or the largest cannot")
    func more() {
        // 20 + 20 + 20 + 20 = 80, in three.
        #expect(abs(each([20, 20, 20, 20], 3) - 80.0 / 3) < 1e-9)
        // 40 holds one copy of anything: the others hold the two more, 60 / 2 = 30.
        #expect(each([20, 20, 20, 40], 3) == 30)
        // Two are too large: 10 + 10 for the third copy.
        #expect(each([100, 100, 10, 10], 3) == 20)
        #expect(each([5, 5, 5, 5, 5, 5], 1) == 30, "one copy goes anywhere")
    }

    @Test("fewer hosts than copies: nothing, and an empty host is none")
    func fewer() {
        #expect(each([20, 20], 3) == 0 && each([20, 20, 0], 3) == 0 && each([], 1) == 0)
    }

    @Test("is the greatest amount that its definition allows", arguments: Seed.some)
    func definition(seed: Seed) {
        var seed = seed
        for _ in 0..<50 {
            let capacities = (0..<Int.random(in: 1...8, using: &seed)).map { _ in
                Double(Int.random(in: 1...50, using: &seed))
            }
            let slots = Int.random(in: 1...6, using: &seed)
            func holds(_ amount: Double) -> Bool {
                capacities.map { min($0, amount) }.reduce(0, +) >= Double(slots) * amount - 1e-9
            }
            let most = each(capacities, slots)
            #expect(holds(most))
            #expect(!holds(most + 0.001), "\(capacities), \(slots) copies: \(most) is not the most")
        }
    }

    @Test("is reached by placing whole objects, each copy where most is left", arguments: Seed.some)
    func placing(seed: Seed) {
        var seed = seed
        let capacities = (0..<Int.random(in: 3...7, using: &seed)).map { _ in Int.random(in: 5...60, using: &seed) }
        var left = capacities
        var placed = 0
        while true {
            let roomiest = left.indices.sorted { left[$0] > left[$1] }.prefix(3)
            guard roomiest.allSatisfy({ left[$0] > 0 }) else { break }
            for index in roomiest { left[index] -= 1 }
            placed += 1
        }
        #expect(placed == Int(each(capacities.map(Double.init), 3) + 1e-9), "\(capacities)")
    }
}
