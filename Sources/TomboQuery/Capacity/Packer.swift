/// Places servers on hosts: bin packing.
///
/// A few quick orders first: a placement that one of them finds is a yes.
/// Then bounds: a class of which there is too little, a flavor that fits too
/// seldom even alone is a no. What is left is searched whole, up to
/// ``PackSearch/hostLimit`` hosts, ``PackSearch/itemLimit`` servers and
/// ``PackSearch/steps`` steps; beyond, the answer is that it is not known.
struct Packer {
    private let cloud: ComputeCloud
    private let items: [PackItem]
    private let start: PackState
    /// The largest first.
    private let kinds: [PackKind]

    init(
        _ cloud: ComputeCloud, _ items: [PackItem], without excluded: Set<Int> = [], members: [String: [Int]] = [:],
        ways known: HostWays.Table? = nil
    ) {
        self.cloud = cloud
        self.items = items
        var room = cloud.room
        for part in items.flatMap(\.held) { room[part.provider, part.resourceClass] += part.amount }
        let groups = Set(items.compactMap(\.group?.name))
        let own = groups.reduce(into: [String: [Int]]()) { own, group in
            let hosts = (members[group] ?? []).filter { !excluded.contains($0) }
            if !hosts.isEmpty { own[group] = hosts }
        }
        start = PackState(room, members: own)
        var numbers: [PackItem: [Int]] = [:]
        var order: [PackItem] = []
        for (number, item) in items.enumerated() {
            let kind = item.kind
            if numbers[kind] == nil { order.append(kind) }
            numbers[kind, default: []].append(number)
        }
        let ways = known ?? HostWays.Table(cloud)
        let free = PackBound.free(cloud, room, without: excluded)
        kinds = order.map { PackKind($0, numbers: numbers[$0] ?? [], ways.ways(of: $0), without: excluded) }
            .map { (PackBound.size($0.item, free), $0) }.sorted { $0.0 > $1.0 }.map(\.1)
    }

    /// Above so many hosts the order that looks at the fewest of them comes first.
    private var orders: [GreedyPack.Order] {
        // Host after host asks no soft policy.
        if items.contains(where: { $0.group?.policy.isSoft == true }) { return [.fullest, .emptiest, .first] }
        return cloud.hosts.count > PackSearch.hostLimit ? [.first, .fullest, .emptiest] : GreedyPack.Order.allCases
    }

    func pack(steps: Int = PackSearch.steps) -> Packing {
        var best: Packing?
        for order in orders {
            let packing = GreedyPack(kinds, start, hosts: cloud.hosts.count).pack(order)
            if packing.unplaced.isEmpty { return packing }
            if best.map({ packing.unplaced.count < $0.unplaced.count }) ?? true { best = packing }
        }
        guard var best else { return Packing(fits: true) }
        let kinds = kinds.map { $0.pruned(start.room) }
        if kinds.allSatisfy(\.isWhole), let proof = PackBound.proof(kinds, start, cloud) {
            best.fits = false
            best.reason = proof
            return best
        }
        if let together = PackTogether(kinds, start).pack(best) { return together }
        guard cloud.hosts.count <= PackSearch.hostLimit, items.count <= PackSearch.itemLimit else {
            best.reason =
                "no placement was found; with more than \(PackSearch.hostLimit) hosts or "
                + "\(PackSearch.itemLimit) servers not every one is tried"
            return best
        }
        var search = PackSearch(kinds, start, cloud, steps: steps)
        if let placed = search.run() { return Packing(placed: placed, fits: true) }
        guard search.isExhausted, kinds.allSatisfy(\.isWhole) else {
            best.reason =
                search.isExhausted
                ? "no placement was found, but not every figure of the hosts is known"
                : "no placement was found in \(steps) steps of the search"
            return best
        }
        best.fits = false
        best.reason = "every placement was tried: what is free is in pieces too small, or in the wrong places"
        return best
    }
}

extension PackItem {
    /// What it has in common with those like it.
    var kind: PackItem {
        var kind = self
        kind.name = ""
        kind.held = []
        kind.isMovable = true
        return kind
    }
}
