import Testing
import TomboTestKit

@testable import TomboQuery

@Suite("Bin packing against brute force")
struct PackingTests {
    private static let seeds = (1...400).map { Seed($0) }

    private func randomItems(_ seed: inout Seed) -> [PackItem] {
        let group = PackItem.Group(name: "apart", policy: .apart(1))
        let kinds = (0..<Int.random(in: 1...3, using: &seed)).map { number in
            SmallCloud.item(
                "f\(number)",
                [
                    Int64.random(in: 1...4, using: &seed), Int64.random(in: 1...4, using: &seed),
                    Int64.random(in: 0...4, using: &seed),
                ], trait: seed.chance(15), group: seed.chance(20) ? group : nil)
        }
        return (0..<Int.random(in: 1...7, using: &seed)).map { _ in kinds.randomElement(using: &seed) ?? kinds[0] }
    }

    @Test("fit says yes and no as trying everything does, and its placement holds", arguments: seeds)
    func fit(seed: Seed) {
        var seed = seed
        let small = SmallCloud.random(&seed)
        let items = randomItems(&seed)
        let packing = Packer(small.cloud, items).pack()
        #expect(packing.fits == small.bruteForce(items))
        #expect(packing.isProven && small.holds(packing, items))
        #expect(packing.fits == true ? packing.placed.count == items.count : packing.reason != nil)
    }

    @Test("the loss of a host is survived as trying everything says", arguments: seeds)
    func evacuation(seed: Seed) {
        var seed = seed
        let small = SmallCloud.random(&seed)
        let items = randomItems(&seed)
        let lost = Int.random(in: 0..<small.hosts.count, using: &seed)
        let other = (lost + 1) % small.hosts.count
        let members = ["apart": [lost, other]]
        let packing = Packer(small.cloud, items, without: [lost], members: members).pack()
        #expect(packing.fits == small.bruteForce(items, without: [lost], apart: [other: 1]))
        #expect(!packing.placed.contains { $0.host == lost })
    }

    @Test("a server group's policy, with members or without, is kept as trying everything says", arguments: seeds)
    func groups(seed: Seed) {
        var seed = seed
        let small = SmallCloud.random(&seed)
        let policies: [PackItem.Group.Policy] = [.apart(1), .apart(2), .together, .withMembers, .spread, .gathered]
        let group = PackItem.Group(name: "g", policy: policies.randomElement(using: &seed) ?? .together)
        let items = randomItems(&seed).map { item in
            var item = item
            item.group = seed.chance(85) ? group : nil
            return item
        }
        let placed = seed.chance(50) ? [] : (0...1).map { _ in Int.random(in: 0..<small.hosts.count, using: &seed) }
        let counts = Dictionary(placed.map { ($0, 1) }, uniquingKeysWith: +)
        let packing = Packer(small.cloud, items, members: ["g": placed]).pack()
        #expect(packing.fits == small.bruteForce(items, apart: counts) && packing.isProven)
        if placed.isEmpty { #expect(small.holds(packing, items)) }
    }

    @Test("on many hosts all on one host is exact, too, and soft policies spread or gather")
    func manyHosts() {
        let small = SmallCloud(
            hosts: (0..<100).map { number in
                .init(free: [number == 70 ? 8 : 6, 100, 100], most: [9, 200, 200], traits: [], isOpen: true)
            })
        func items(_ policy: PackItem.Group.Policy, _ sizes: [Int64]) -> [PackItem] {
            sizes.map { SmallCloud.item("s\($0)", [$0, 1, 0], group: .init(name: "g", policy: policy)) }
        }
        let eight = Packer(small.cloud, items(.together, [4, 3, 1])).pack()
        #expect(eight.fits == true && Set(eight.placed.map(\.host)) == [70])
        let nine = Packer(small.cloud, items(.together, [4, 3, 2])).pack()
        #expect(nine.fits == false && nine.reason?.contains("one host") == true)
        let spread = Packer(small.cloud, items(.spread, [1, 1, 1, 1])).pack()
        #expect(spread.fits == true && Set(spread.placed.map(\.host)).count == 4)
        let gathered = Packer(small.cloud, items(.gathered, [2, 2, 2])).pack()
        #expect(gathered.fits == true && Set(gathered.placed.map(\.host)).count == 1)
    }

    @Test("both answers occur, or the seeds prove little")
    func bothOccur() {
        var counts = [true: 0, false: 0]
        for seed in Self.seeds {
            var seed = seed
            let small = SmallCloud.random(&seed)
            counts[small.bruteForce(randomItems(&seed)), default: 0] += 1
        }
        #expect((counts[true] ?? 0) > 80 && (counts[false] ?? 0) > 80, "\(counts)")
    }

    @Test("what quick orders miss is found by the search")
    func search() {
        // 3+3, 2+2+2 fill two hosts of 6; the largest first on the fullest does it, 4+2 and 3+3 on 6 and 6 too.
        let small = SmallCloud(
            hosts: [6, 6, 7].map {
                .init(free: [$0, 100, 100], most: [100, 100, 100], traits: [], isOpen: true)
            })
        let items = [3, 3, 2, 2, 2, 4, 3].enumerated().map { SmallCloud.item("s\($0)", [Int64($1), 1, 0]) }
        #expect(Packer(small.cloud, items).pack().fits == true)
        let more = items + [SmallCloud.item("one", [1, 1, 0])]
        let packing = Packer(small.cloud, more).pack()
        #expect(packing.fits == false && packing.reason?.contains("VCPU: 20 asked, 19 free") == true)
    }

    @Test("beyond what can be searched, a no is not claimed")
    func large() {
        let small = SmallCloud(
            hosts: (0..<80).map { _ in .init(free: [3, 100, 100], most: [9, 200, 200], traits: [], isOpen: true) })
        // 80 hosts hold 80 twos and 80 ones; of 79 threes and 2 twos one two is left.
        let items =
            Array(repeating: SmallCloud.item("three", [3, 1, 0]), count: 79)
            + Array(repeating: SmallCloud.item("two", [2, 1, 0]), count: 1)
            + Array(repeating: SmallCloud.item("one", [1, 1, 0]), count: 1)
        #expect(Packer(small.cloud, items).pack().fits == true)
        let odd = Array(repeating: SmallCloud.item("two", [2, 1, 0]), count: 81)
        #expect(Packer(small.cloud, odd).pack().fits == false, "the bound of one kind proves it at any size")
        let mixed =
            Array(repeating: SmallCloud.item("two", [2, 1, 0]), count: 79)
            + Array(repeating: SmallCloud.item("big", [2, 2, 0]), count: 2)
        let packing = Packer(small.cloud, mixed).pack()
        #expect(packing.fits == nil && !packing.isProven && packing.reason?.contains("64 hosts") == true)
    }
}
