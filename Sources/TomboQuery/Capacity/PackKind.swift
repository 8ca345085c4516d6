/// Servers that are alike, and every way in which each host could take one.
struct PackKind {
    let item: PackItem
    /// Their numbers among all.
    var numbers: [Int]
    /// By the number of the host.
    let claims: [[Claim]]
    /// Whether the claims are all that there are, and every figure is known.
    let isWhole: Bool
    /// Why hosts refuse it, for a sentence.
    let firstReason: String?

    init(_ item: PackItem, numbers: [Int], _ cloud: ComputeCloud, without excluded: Set<Int>, room: FreeRoom) {
        self.item = item
        self.numbers = numbers
        let judge = HostJudge(item.request, cloud, projects: item.projects)
        var isWhole = true
        var firstReason: String?
        claims = cloud.hosts.indices.map { index in
            guard !excluded.contains(index) else { return [] }
            let verdict = judge.verdict(on: cloud.hosts[index], room)
            if verdict.fits == nil { isWhole = false }
            guard let fits = verdict.fits, fits > 0 else {
                if firstReason == nil, let reason = verdict.reason {
                    firstReason = "\(cloud.hosts[index].name): \(reason)"
                }
                return []
            }
            let found = judge.claims(on: cloud.hosts[index])
            if !found.isWhole { isWhole = false }
            return found.claims.filter { room.count($0) > 0 }
        }
        self.isWhole = isWhole
        self.firstReason = firstReason
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
        }
    }

    mutating func place(_ item: PackItem, _ claim: Claim, on host: Int) {
        room.take(claim)
        if let group = item.group { members[group.name, default: [:]][host, default: 0] += 1 }
    }

    mutating func remove(_ item: PackItem, _ claim: Claim, from host: Int) {
        room.take(claim, times: -1)
        guard let group = item.group, let count = members[group.name]?[host] else { return }
        members[group.name]?[host] = count > 1 ? count - 1 : nil
    }

    /// How many of a group a host has: part of what makes two hosts alike.
    func memberCounts(on host: Int) -> [String: Int] { members.compactMapValues { $0[host] } }
}
