import TomboRecords

/// What is free for one flavor in sum, what of it is of use, and what would make room for one.
struct Fragmentation {
    struct Free {
        var name: String
        /// At all providers that may give it to this flavor; what is claimed beyond a capacity counts as 0.
        var free: Int64
        var needed: Int64
    }

    let counted: FlavorCapacity
    private(set) var free: [Free] = []
    /// nil where one fits already, or where there is not enough in sum: then no move helps.
    private(set) var search: MoveSearch.Found?
    private let cloud: ComputeCloud
    private let load: HostLoad
    private let most: Int

    init(
        _ flavor: FlavorSize, _ request: ResourceRequest, _ cloud: ComputeCloud, _ load: HostLoad,
        _ ways: HostWays.Table, most: Int = MoveSearch.most
    ) {
        self.cloud = cloud
        self.load = load
        self.most = most
        counted = FlavorCapacity(flavor, request, cloud)
        let item = PackItem(name: flavor.name, request: request, projects: flavor.projects)
        let (claims, room) = (ways.ways(of: item).claims, cloud.room)
        for (name, amount) in request.totals.sorted(by: { ResourceOrder.precedes($0.key, $1.key) }) {
            guard let number = cloud.number(of: name) else {
                free.append(Free(name: name, free: 0, needed: amount))
                continue
            }
            let givers = Set(claims.joined().flatMap(\.parts).filter { $0.resourceClass == number }.map(\.provider))
            free.append(Free(name: name, free: givers.reduce(0) { $0 + max(0, room[$1, number]) }, needed: amount))
        }
        guard counted.fits == 0, bySum > 0 else { return }
        var search = MoveSearch(cloud, load, for: item, ways: ways)
        self.search = search.run(most: most)
    }

    /// How many would fit, were all that is free in one place.
    var bySum: Int64 { free.map { $0.free / $0.needed }.min() ?? 0 }

    /// The class that is short in sum, or else on most hosts.
    private var limit: String? {
        if bySum == 0 { return free.first { $0.free < $0.needed }?.name }
        return counted.limitingResource
    }

    private var reason: String {
        guard let fits = counted.fits else { return "how many fit is not known" }
        if fits > 0 {
            return bySum > fits ? "\(bySum - fits) more in sum are in pieces too small" : "nothing is in pieces"
        }
        guard bySum > 0 else {
            return free.first { $0.free < $0.needed }.map {
                "\($0.name): \($0.free) free on all hosts that may take it, \($0.needed) needed"
            } ?? "no host may take it"
        }
        let found = search.map { found in
            if let moves = found.moves {
                return "\(moves.count) migration\(moves.count == 1 ? "" : "s") would make room"
            }
            return found.isProven
                ? "no \(most) migrations or fewer make room"
                : "no migrations were found that make room, though not every list of up to \(most) was tried"
        }
        return "enough for \(bySum) in sum, on no host all that one needs; \(found ?? "")"
    }

    private var moves: Value {
        guard let moves = search?.moves else { return .null }
        return .list(
            moves.map { move in
                .object([
                    .init("server", .text(load.items[move.server.host]?[move.server.index].name ?? "")),
                    .init("from", .text(cloud.hosts[move.from].name)), .init("to", .text(cloud.hosts[move.to].name)),
                ])
            })
    }

    /// The columns of the answer, without the cloud.
    var row: [Value] {
        let freeRows = free.map {
            Value.object([
                .init("resource_class", .text($0.name)), .init("free", .integer($0.free)),
                .init("needed", .integer($0.needed)), .init("enough_for", .integer($0.free / $0.needed)),
            ])
        }
        let hosts = zip(cloud.hosts, counted.verdicts).map { host, verdict in
            Value.object([
                .init("host", .text(host.name)), .init("fits", Value(verdict.fits)),
                .init("reason", Value(verdict.fits == 0 ? blocks(host) ?? verdict.reason : verdict.reason)),
            ])
        }
        return counted.size + [
            Value(counted.fits), .integer(bySum), Value(limit), .text(reason), Value(search?.moves?.count),
            Value(search?.isProven), Value(search?.host.map { cloud.hosts[$0].name }), .list(freeRows), .list(hosts),
            moves,
        ]
    }

    /// Every class of which a host that may take it has too little; nil where none is short by itself.
    private func blocks(_ host: ComputeCloud.Host) -> String? {
        guard host.refusal == nil, host.own.count == 1, host.shared.isEmpty else { return nil }
        let room = cloud.room
        let short = free.compactMap { resource -> String? in
            guard let number = cloud.number(of: resource.name), let its = cloud[host.own[0], number],
                its.admits(resource.needed)
            else { return nil }
            let left = max(0, room[host.own[0], number])
            return left < resource.needed ? "\(resource.name): \(left) free, \(resource.needed) needed" : nil
        }
        return short.isEmpty ? nil : short.joined(separator: "; ")
    }
}
