import Testing
import TomboRecords
import TomboTestKit

@testable import TomboQuery

@Suite("The loss of every host against brute force")
struct NPlusOneTests {
    private static let seeds = (1...200).map { Seed($0) }

    /// What the question says of each host, by its name.
    private func said(_ full: FragmentationTests.Full) -> [String: (fits: Value, unplaced: Value)] {
        let rows = NPlusOne(full.small.cloud, HostLoad(items: full.items)).rows
        return Dictionary(uniqueKeysWithValues: rows.map { ($0[0].text ?? "", ($0[2], $0[4])) })
    }

    /// What trying everything says: the others keep what they have, and their members of the group.
    private func truth(_ full: FragmentationTests.Full, losing host: Int) -> Bool {
        var members: [Int: Int] = [:]
        for (other, own) in full.items where other != host {
            members[other] = own.count { $0.group != nil }
        }
        return full.small.bruteForce(full.items[host] ?? [], without: [host], apart: members)
    }

    @Test("every host's yes or no is that of trying everything", arguments: seeds)
    func everyHost(seed: Seed) {
        var seed = seed
        let full = FragmentationTests.Full(&seed)
        let said = said(full)
        for host in full.small.hosts.indices {
            let isSurvived = truth(full, losing: host)
            #expect(said["h\(host)"]?.fits == .bool(isSurvived), "h\(host)")
            #expect((said["h\(host)"]?.unplaced == 0) == isSurvived)
        }
    }

    @Test("both answers occur, or the seeds prove little")
    func bothOccur() {
        var counts = [true: 0, false: 0]
        for seed in Self.seeds {
            var seed = seed
            let full = FragmentationTests.Full(&seed)
            for host in full.small.hosts.indices where full.items[host]?.isEmpty == false {
                counts[truth(full, losing: host), default: 0] += 1
            }
        }
        #expect((counts[true] ?? 0) > 80 && (counts[false] ?? 0) > 80, "\(counts)")
    }

    @Test("of many hosts, one that is lost is told by its own servers, and a no has its proof")
    func manyHosts() {
        // Each host has 3 free and one server of 2; the last one's takes 4, and no host has so much.
        let small = SmallCloud(
            hosts: (0..<100).map { _ in .init(free: [3, 100, 100], most: [9, 200, 200], traits: [], isOpen: true) })
        var items: [Int: [PackItem]] = [:]
        for host in 0..<100 {
            var item = SmallCloud.item("s\(host)", [host == 99 ? 4 : 2, 1, 0])
            item.held = [.init(provider: host, resourceClass: 0, amount: host == 99 ? 4 : 2)]
            items[host] = [item]
        }
        let rows = NPlusOne(small.cloud, HostLoad(items: items)).rows
        #expect(rows.count == 100 && rows[0][0] == "h99" && rows[0][2] == false && rows[0][3] == true)
        #expect(rows[0][5].text?.contains("at most 0 fit") == true)
        #expect(rows.dropFirst().allSatisfy { $0[2] == true })
    }
}
