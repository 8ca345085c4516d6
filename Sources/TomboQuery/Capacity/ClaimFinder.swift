/// Finds every way in which a host can give what a request asks, whether or not it has room now.
///
/// Follows Placement: a group with a suffix is one provider's, of the tree or
/// sharing with it; the group without one takes each class from wherever it is,
/// its required traits are found on the providers that it uses taken together,
/// and none of these may have a forbidden one.
/// Source: placement/objects/allocation_candidate.py.
struct ClaimFinder {
    /// More ways than this on one host are not looked at: then a count is a lower bound.
    static let limit = 4096

    let cloud: ComputeCloud
    let request: ResourceRequest
    /// The groups' resources by number of class; nil where no provider has a class at all.
    private let groups: [[(resourceClass: Int, amount: Int64)]]?

    init(_ request: ResourceRequest, _ cloud: ComputeCloud) {
        self.cloud = cloud
        self.request = request
        var groups: [[(resourceClass: Int, amount: Int64)]]? = []
        for group in request.groups {
            var numbered: [(resourceClass: Int, amount: Int64)] = []
            for (name, amount) in group.resources.sorted(by: { $0.key < $1.key }) {
                guard let number = cloud.number(of: name) else {
                    groups = nil
                    break
                }
                numbered.append((number, amount))
            }
            groups?.append(numbered)
        }
        self.groups = groups
    }

    /// Every way, and whether these are all.
    func claims(on host: ComputeCloud.Host) -> (claims: [Claim], isWhole: Bool) {
        guard let groups, let root = host.own.first, request.fault == nil,
            request.rootForbidden.isDisjoint(with: cloud.providers[root].traits)
        else { return ([], true) }
        var partial: [(claim: Claim, granular: [Int])] = [(Claim(parts: []), [])]
        var isWhole = true
        for (index, group) in request.groups.enumerated() {
            let isGranular = !group.suffix.isEmpty
            let options = isGranular ? granular(group, groups[index], host) : spread(group, groups[index], host)
            if options.count > Self.limit { isWhole = false }
            var next: [(claim: Claim, granular: [Int])] = []
            var seen: Set<Claim> = []
            for (claim, used) in partial {
                for option in options.prefix(Self.limit) {
                    let provider = isGranular ? option.parts[0].provider : -1
                    if isGranular, request.isolates, used.contains(provider) { continue }
                    guard let merged = merge(claim, option) else { continue }
                    if !request.isolates, !seen.insert(merged).inserted { continue }
                    guard next.count < Self.limit else {
                        isWhole = false
                        break
                    }
                    next.append((merged, isGranular ? used + [provider] : used))
                }
            }
            partial = next
        }
        var unique: Set<Claim> = []
        return (partial.map(\.claim).filter { unique.insert($0).inserted }, isWhole)
    }

    /// One provider has all of it.
    private func granular(
        _ group: ResourceRequest.Group, _ resources: [(resourceClass: Int, amount: Int64)], _ host: ComputeCloud.Host
    ) -> [Claim] {
        host.reach.compactMap { provider in
            let traits = cloud.providers[provider].traits
            guard group.required.isSubset(of: traits), group.forbidden.isDisjoint(with: traits) else { return nil }
            var parts: [Claim.Part] = []
            for (number, amount) in resources {
                guard cloud[provider, number]?.admits(amount) == true else { return nil }
                parts.append(.init(provider: provider, resourceClass: number, amount: amount))
            }
            return Claim(parts: parts)
        }
    }

    /// Each class from any provider.
    private func spread(
        _ group: ResourceRequest.Group, _ resources: [(resourceClass: Int, amount: Int64)], _ host: ComputeCloud.Host
    ) -> [Claim] {
        var found: [[Claim.Part]] = [[]]
        for (number, amount) in resources {
            let givers = host.reach.filter { provider in
                cloud[provider, number]?.admits(amount) == true
                    && (group.forbidden.isEmpty || group.forbidden.isDisjoint(with: cloud.providers[provider].traits))
            }
            found = found.prefix(Self.limit + 1).flatMap { parts in
                givers.map { parts + [.init(provider: $0, resourceClass: number, amount: amount)] }
            }
        }
        if !group.required.isEmpty {
            found = found.filter { parts in
                group.required.allSatisfy { trait in
                    parts.contains { cloud.providers[$0.provider].traits.contains(trait) }
                }
            }
        }
        return found.map { Claim(parts: $0) }
    }

    /// The two together; nil where one provider would have to give more of a class than it gives at once.
    private func merge(_ a: Claim, _ b: Claim) -> Claim? {
        if a.parts.isEmpty { return sorted(b.parts) }
        var parts = a.parts
        for part in b.parts {
            if let index = parts.firstIndex(where: {
                $0.provider == part.provider && $0.resourceClass == part.resourceClass
            }) {
                parts[index].amount += part.amount
                guard let most = cloud[part.provider, part.resourceClass]?.maxUnit, parts[index].amount <= most else {
                    return nil
                }
            } else {
                parts.append(part)
            }
        }
        return sorted(parts)
    }

    private func sorted(_ parts: [Claim.Part]) -> Claim {
        Claim(parts: parts.sorted { ($0.provider, $0.resourceClass) < ($1.provider, $1.resourceClass) })
    }
}
