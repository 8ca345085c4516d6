import TomboTestKit

@testable import TomboQuery

/// A cloud small enough to try everything on it, and figures of it that the engine did not make.
struct SmallCloud {
    static let classes = ["VCPU", "MEMORY_MB", "DISK_GB"]

    struct Host {
        var free: [Int64]
        var most: [Int64]
        var traits: Set<String>
        var isOpen: Bool
    }

    var hosts: [Host] = []
    private(set) var cloud = ComputeCloud()

    init(hosts: [Host]) {
        self.hosts = hosts
        for (number, host) in hosts.enumerated() {
            cloud.providers.append(.init(name: "h\(number)", traits: host.traits))
            for (index, name) in Self.classes.enumerated() {
                cloud[number, cloud.learn(name)] = ResourceInventory(
                    total: host.free[index] + 2, reserved: 1, minUnit: 1, maxUnit: host.most[index], stepSize: 1,
                    ratio: 1, used: 1)
            }
            cloud.hosts.append(.init(name: "h\(number)", own: [number], refusal: host.isOpen ? nil : "it is down"))
        }
    }

    static func random(_ seed: inout Seed) -> SmallCloud {
        // Some are alike, so that symmetry is put to the test.
        var kinds: [Host] = []
        let hosts = (0..<Int.random(in: 2...5, using: &seed)).map { _ -> Host in
            if let like = kinds.randomElement(using: &seed), seed.chance(40) { return like }
            let free = [
                Int64.random(in: 0...8, using: &seed), Int64.random(in: 0...8, using: &seed),
                Int64.random(in: 2...12, using: &seed),
            ]
            let host = Host(
                free: free, most: free.map { seed.chance(20) ? max(1, $0 / 2) : $0 + 2 },
                traits: seed.chance(30) ? ["CUSTOM_FAST"] : [], isOpen: !seed.chance(10))
            kinds.append(host)
            return host
        }
        return SmallCloud(hosts: hosts)
    }

    static func item(_ name: String, _ amounts: [Int64], trait: Bool = false, group: PackItem.Group? = nil) -> PackItem
    {
        var request = ResourceRequest()
        for (name, amount) in zip(classes, amounts) where amount > 0 { request[""].resources[name] = amount }
        if trait { request[""].required = ["CUSTOM_FAST"] }
        return PackItem(name: name, request: request, group: group)
    }

    /// What a policy says of a host, where `counts` has the members of the one group there is.
    private static func allows(_ policy: PackItem.Group.Policy?, _ counts: [Int: Int], _ host: Int) -> Bool {
        switch policy {
        case nil, .spread, .gathered: true
        case .apart(let most): counts[host, default: 0] < most
        case .together: counts.values.allSatisfy { $0 == 0 } || counts[host, default: 0] > 0
        case .withMembers: counts[host, default: 0] > 0
        }
    }

    /// Tries every host for every server, one after the other.
    func bruteForce(_ items: [PackItem], without lost: Set<Int> = [], apart: [Int: Int] = [:]) -> Bool {
        var free = hosts.map(\.free)
        var counts = apart
        func place(_ index: Int) -> Bool {
            guard index < items.count else { return true }
            let item = items[index]
            let amounts = Self.classes.map { item.request.totals[$0] ?? 0 }
            for host in hosts.indices where !lost.contains(host) && hosts[host].isOpen {
                guard zip(amounts, free[host]).allSatisfy({ $0 <= $1 }),
                    zip(amounts, hosts[host].most).allSatisfy({ $0 <= $1 }),
                    item.request[""].required.isSubset(of: hosts[host].traits),
                    Self.allows(item.group?.policy, counts, host)
                else { continue }
                for index in amounts.indices { free[host][index] -= amounts[index] }
                if item.group != nil { counts[host, default: 0] += 1 }
                if place(index + 1) { return true }
                for index in amounts.indices { free[host][index] += amounts[index] }
                if item.group != nil { counts[host, default: 0] -= 1 }
            }
            return false
        }
        return place(0)
    }

    /// Whether a placement keeps to the figures, whoever made it.
    func holds(_ packing: Packing, _ items: [PackItem]) -> Bool {
        var free = hosts.map(\.free)
        var groups: [Int: Int] = [:]
        for (item, host) in packing.placed {
            guard hosts[host].isOpen, items[item].request[""].required.isSubset(of: hosts[host].traits) else {
                return false
            }
            for (index, name) in Self.classes.enumerated() {
                let amount = items[item].request.totals[name] ?? 0
                free[host][index] -= amount
                if free[host][index] < 0 || amount > hosts[host].most[index] { return false }
            }
            if items[item].group != nil { groups[host, default: 0] += 1 }
        }
        switch items.lazy.compactMap(\.group).first?.policy {
        case .apart(let most): if groups.values.contains(where: { $0 > most }) { return false }
        case .together: if groups.count > 1 { return false }
        default: break
        }
        return Set(packing.placed.map(\.item)).count == packing.placed.count
    }
}
