/// Servers that are alike, and every way in which each host could take one.
struct PackKind {
    let item: PackItem
    /// Their numbers among all.
    let numbers: [Int]
    /// By the number of the host; whether there is room for it now is not asked.
    private(set) var claims: Ways
    /// Whether the claims are all that there are, and every figure is known.
    let isWhole: Bool
    private let ways: HostWays
    private let excluded: Set<Int>

    init(_ item: PackItem, numbers: [Int], _ ways: HostWays, without excluded: Set<Int>) {
        self.item = item
        self.numbers = numbers
        self.ways = ways
        self.excluded = excluded
        claims = Ways(all: ways.claims, excluded: excluded)
        isWhole = ways.doubtful.isSubset(of: excluded)
    }

    /// Without the ways for which there is no room even now.
    func pruned(_ room: FreeRoom) -> PackKind {
        var pruned = self
        pruned.claims = Ways(all: claims.map { $0.filter { room.count($0) > 0 } }, excluded: [])
        return pruned
    }

    /// The ways of every host; those that are left out have none, and nothing is copied for that.
    struct Ways: RandomAccessCollection {
        fileprivate let all: [[Claim]]
        fileprivate let excluded: Set<Int>

        var startIndex: Int { 0 }
        var endIndex: Int { all.count }
        subscript(host: Int) -> [Claim] { excluded.contains(host) ? [] : all[host] }
    }

    /// Why hosts refuse it, for a sentence.
    func firstReason(_ room: FreeRoom) -> String? {
        let hosts = ways.judge.cloud.hosts
        for index in hosts.indices where !excluded.contains(index) {
            if let reason = ways.judge.verdict(on: hosts[index], room).reason {
                return "\(hosts[index].name): \(reason)"
            }
        }
        return nil
    }
}

/// What is free and where the members of server groups are, while servers are being placed.
struct PackState: Sendable, Hashable {
    var room: FreeRoom
    /// How many of a group each host has, by group and number of the host.
    private(set) var members: [String: [Int: Int]] = [:]

    init(_ room: FreeRoom, members: [String: [Int]]) {
        self.room = room
        for (group, hosts) in members {
            for host in hosts { self.members[group, default: [:]][host, default: 0] += 1 }
        }
    }

    func allows(_ item: PackItem, on host: Int) -> Bool {
        guard let group = item.group else { return true }
        let its = members[group.name] ?? [:]
        switch group.policy {
        case .apart(let most): return its[host, default: 0] < most
        case .together: return its.isEmpty || its[host] != nil
        case .withMembers: return its[host] != nil
        case .spread, .gathered: return true
        }
    }

    /// Whether all of an affine group ends on one host: not where its members are on several already.
    func isOneHost(_ item: PackItem) -> Bool {
        guard let group = item.group, group.policy == .together else { return false }
        return (members[group.name]?.count ?? 0) < 2
    }

    /// The lower the better by a soft policy.
    func penalty(_ item: PackItem, on host: Int) -> Int {
        guard let group = item.group, group.policy.isSoft else { return 0 }
        let count = members[group.name]?[host] ?? 0
        return group.policy == .spread ? count : -count
    }

    mutating func place(_ item: PackItem, _ claim: Claim, on host: Int) {
        room.take(claim)
        join(item, host)
    }

    mutating func remove(_ item: PackItem, _ claim: Claim, from host: Int) {
        room.take(claim, times: -1)
        leave(item, host)
    }

    /// One more of its group is on a host.
    mutating func join(_ item: PackItem, _ host: Int) {
        if let group = item.group { members[group.name, default: [:]][host, default: 0] += 1 }
    }

    /// One less of its group is on a host.
    mutating func leave(_ item: PackItem, _ host: Int) {
        guard let group = item.group, let count = members[group.name]?[host] else { return }
        members[group.name]?[host] = count > 1 ? count - 1 : nil
    }

    /// How many of a group a host has: part of what makes two hosts alike.
    func memberCounts(on host: Int) -> [String: Int] { members.compactMapValues { $0[host] } }
}
