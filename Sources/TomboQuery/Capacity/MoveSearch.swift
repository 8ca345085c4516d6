/// The smallest list of migrations, in order, after which one server of a kind has a place.
///
/// Lists of one move are tried first, then of two, and so on: the first that is
/// found is a smallest. Every step is valid when its turn comes: the host that
/// is moved to takes the server as Nova and Placement count, while it still holds
/// what it held. A branch ends where no host could be freed in the moves that
/// are left: of each host at most so many servers leave, and the largest give the
/// most. Servers that are alike on one host are tried once.
public struct MoveSearch {
    struct Move: Hashable {
        /// The number of the server's host and its place among that host's servers at the start.
        var server: Server
        var from: Int
        var to: Int
    }

    struct Server: Hashable {
        var host: Int
        var index: Int
    }

    struct Found {
        /// nil where no list was found.
        var moves: [Move]?
        /// The host that the kind then fits on.
        var host: Int?
        /// Whether no shorter list exists; of a failure, whether none of up to `most` moves does.
        var isProven: Bool
    }

    /// Longer lists are not looked for.
    public static let most = 4
    /// Steps of the search after which it gives up.
    public static let steps = 50_000
    /// Above so many hosts only servers are moved that leave the host which is to be freed.
    public static let hostLimit = 64

    private let cloud: ComputeCloud
    private let load: HostLoad
    private let wanted: PackKind
    private let ways: HostWays.Table
    private var state: PackState
    /// What each host has, by number: which server, and what it holds there now.
    private var residents: [[Resident]]
    private let sharers: [Int]
    private var left: Int
    private var isCut = false
    /// Whether a host was left out of which it is not known whether it takes a server.
    private var isDoubtful = false
    private var moves: [Move] = []
    /// What was already tried with at least as many moves left: where each server is that was moved, and its claim.
    private var tried: [[Server: Claim]: Int] = [:]
    private var displaced: [Server: Claim] = [:]
    /// At least so many servers have to leave each host before it takes the kind; nil where that would not help.
    private var needs: [Int?] = []

    private struct Resident {
        var server: Server
        var item: PackItem
        var held: [Claim.Part]
        /// Alike on one host: what it asks for, what it holds there, its group.
        var likeness: Likeness
    }

    private struct Likeness: Hashable {
        var kind: PackItem
        var held: [Claim.Part]
    }

    init(_ cloud: ComputeCloud, _ load: HostLoad, for item: PackItem, ways: HostWays.Table, steps: Int = Self.steps) {
        self.cloud = cloud
        self.load = load
        self.ways = ways
        left = steps
        wanted = PackKind(item, numbers: [0], ways.ways(of: item), without: [])
        sharers = cloud.hosts.indices.filter { !cloud.hosts[$0].shared.isEmpty }
        state = PackState(cloud.room, members: load.groupHosts)
        residents = cloud.hosts.indices.map { host in
            (load.items[host] ?? []).enumerated().filter { $0.element.isMovable }.map { index, item in
                Resident(
                    server: Server(host: host, index: index), item: item, held: item.held,
                    likeness: Likeness(kind: item.kind, held: item.held))
            }
        }
        needs = cloud.hosts.indices.map(need)
    }

    mutating func run(most: Int = Self.most) -> Found {
        for depth in 0...most {
            tried = [:]
            if let host = search(depth) { return Found(moves: moves, host: host, isProven: isWhole) }
            if isCut { break }
        }
        return Found(moves: nil, host: nil, isProven: !isCut && isWhole)
    }

    /// Above the limit, chains over a third host are left out; what is not known is not searched.
    private var isWhole: Bool { cloud.hosts.count <= Self.hostLimit && wanted.isWhole && !isDoubtful }

    /// The host that has room after at most `depth` more moves.
    private mutating func search(_ depth: Int) -> Int? {
        guard let least = needs.lazy.compactMap(\.self).min() else { return nil }
        if least == 0 { return needs.firstIndex(of: 0) }
        guard least <= depth else { return nil }
        if let before = tried[displaced], before >= depth { return nil }
        tried[displaced] = depth
        let near = needs.indices.compactMap { host in needs[host].map { (moves: $0, host: host) } }
            .filter { $0.moves <= depth }.sorted(by: <).map(\.host)
        // With no move to spare, every one must leave a host that is to be freed.
        let mayChain = (least < depth || !sharers.isEmpty) && cloud.hosts.count <= Self.hostLimit
        let sources = near + (mayChain ? cloud.hosts.indices.filter { !near.contains($0) } : [])
        for from in sources {
            var seen: Set<Likeness> = []
            for resident in residents[from] where seen.insert(resident.likeness).inserted {
                guard mayChain || helps(resident, from, depth) else { continue }
                if !ways.ways(of: resident.item).doubtful.isEmpty { isDoubtful = true }
                if let host = moveAway(resident, from, depth) { return host }
                if isCut { return nil }
            }
        }
        return nil
    }

    private mutating func moveAway(_ resident: Resident, _ from: Int, _ depth: Int) -> Int? {
        let item = resident.item
        let its = ways.ways(of: item)
        state.leave(item, from)
        defer { state.join(item, from) }
        for to in cloud.hosts.indices where to != from && state.allows(item, on: to) {
            for claim in its.claims[to] where state.room.count(claim) > 0 {
                left -= 1
                guard left > 0 else {
                    isCut = true
                    return nil
                }
                let move = Move(server: resident.server, from: from, to: to)
                apply(resident, move, claim)
                moves.append(move)
                if let host = search(depth - 1) { return host }
                moves.removeLast()
                undo(resident, move, claim)
                if isCut { return nil }
            }
        }
        return nil
    }

    /// Whether its host could still be freed in the moves that are left once this one is gone.
    private mutating func helps(_ resident: Resident, _ from: Int, _ depth: Int) -> Bool {
        left -= 1
        if left <= 0 { isCut = true }
        let own = residents[from]
        for part in resident.held { state.room[part.provider, part.resourceClass] += part.amount }
        residents[from].removeAll { $0.server == resident.server }
        let rest = need(from)
        residents[from] = own
        for part in resident.held { state.room[part.provider, part.resourceClass] -= part.amount }
        return rest.map { $0 < depth } ?? false
    }

    private mutating func apply(_ resident: Resident, _ move: Move, _ claim: Claim) {
        state.room.take(claim)
        for part in resident.held { state.room[part.provider, part.resourceClass] += part.amount }
        state.join(resident.item, move.to)
        residents[move.from].removeAll { $0.server == resident.server }
        var moved = resident
        moved.held = claim.parts
        moved.likeness.held = claim.parts
        residents[move.to].append(moved)
        displaced[resident.server] = claim
        renew(move)
    }

    private mutating func undo(_ resident: Resident, _ move: Move, _ claim: Claim) {
        residents[move.to].removeAll { $0.server == resident.server }
        residents[move.from].append(resident)
        state.leave(resident.item, move.to)
        for part in resident.held { state.room[part.provider, part.resourceClass] -= part.amount }
        state.room.take(claim, times: -1)
        let before = moves.last { $0.server == resident.server }
        displaced[resident.server] = before == nil ? nil : Claim(parts: resident.held)
        renew(move)
    }

    /// Only the two hosts of a move change, unless hosts share something.
    private mutating func renew(_ move: Move) {
        for host in sharers { needs[host] = need(host) }
        needs[move.from] = need(move.from)
        needs[move.to] = need(move.to)
    }

    /// At least so many servers have to leave before the host takes the kind; nil where that would not help.
    private func need(_ host: Int) -> Int? {
        var least: Int?
        for claim in wanted.claims[host] {
            var most = 0
            for part in claim.parts {
                var missing = part.amount - state.room[part.provider, part.resourceClass]
                guard missing > 0 else { continue }
                var count = 0
                for amount in holders(of: part, host) where missing > 0 {
                    missing -= amount
                    count += 1
                }
                most = missing > 0 ? .max : max(most, count)
                if most == .max { break }
            }
            if most < .max { least = min(least ?? .max, most) }
        }
        return least
    }

    /// What servers hold of it, the largest first: on the host, or anywhere where the provider is shared.
    private func holders(of part: Claim.Part, _ host: Int) -> [Int64] {
        let isShared = cloud.hosts[host].shared.contains(part.provider)
        let candidates = isShared ? residents.flatMap(\.self) : residents[host]
        return candidates.compactMap { resident in
            resident.held.first { $0.provider == part.provider && $0.resourceClass == part.resourceClass }?.amount
        }.sorted(by: >)
    }
}
