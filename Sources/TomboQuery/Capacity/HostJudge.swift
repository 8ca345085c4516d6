/// Judges hosts for one request: Nova's reasons first, then Placement's arithmetic.
struct HostJudge {
    let cloud: ComputeCloud
    let request: ResourceRequest
    /// The project that asks; nil for nobody in particular.
    let projects: Set<String>?
    /// The availability zone that a server is in which exists already.
    let zone: String?
    private let finder: ClaimFinder
    private let totals: [(name: String, resourceClass: Int?, amount: Int64)]
    /// Whether all of it is asked of wherever the host has it, so that a host with one provider is a division.
    private let isPlain: Bool
    private let rootForbidden: [String]

    init(_ request: ResourceRequest, _ cloud: ComputeCloud, projects: Set<String>? = nil, zone: String? = nil) {
        self.cloud = cloud
        self.request = request
        self.projects = projects
        self.zone = zone
        rootForbidden = request.rootForbidden.sorted()
        finder = ClaimFinder(request, cloud)
        totals = request.totals.sorted { ResourceOrder.precedes($0.key, $1.key) }.map {
            ($0.key, cloud.number(of: $0.key), $0.value)
        }
        isPlain = request.groups.count == 1 && request.groups[0].suffix.isEmpty
    }

    /// Every way in which the host can give it; none where Nova would not send it there.
    func claims(on host: ComputeCloud.Host) -> (claims: [Claim], isWhole: Bool) {
        guard refusal(of: host) == nil else { return ([], true) }
        if isPlain, host.own.count == 1, host.shared.isEmpty {
            return (plainClaim(host.own[0]).map { [$0] } ?? [], true)
        }
        return finder.claims(on: host)
    }

    func verdict(on host: ComputeCloud.Host, _ room: FreeRoom) -> HostVerdict {
        if let refusal = refusal(of: host) { return refusal }
        if let unknown = unknown(host) { return unknown }
        let verdict = counted(on: host, room)
        if verdict.fits != 0, let bound = bound(host) { return .unknown(bound) }
        return verdict
    }

    /// Why it is not known whether it may go there, whatever room there is; nil where it is known.
    func doubt(about host: ComputeCloud.Host) -> String? {
        if let refusal = refusal(of: host) { return refusal.fits == nil ? refusal.reason : nil }
        if let unknown = unknown(host) { return unknown.reason }
        return bound(host).flatMap { bound in claims(on: host).claims.isEmpty ? nil : bound }
    }

    private func counted(on host: ComputeCloud.Host, _ room: FreeRoom) -> HostVerdict {
        if isPlain, host.own.count == 1, host.shared.isEmpty { return plain(host.own[0], room) }
        let (claims, isWhole) = finder.claims(on: host)
        guard !claims.isEmpty || !isWhole else { return impossible(on: host) }
        let count = ClaimCount(claims, in: room, isWhole: isWhole)
        let limit = limit(claims, room)
        let reason = count.best == 0 ? limit.map { "\($0) is used up, in pieces too small, or both" } : nil
        return HostVerdict(fits: count.best, limitingResource: limit, reason: reason, isProven: count.isProven)
    }

    /// A server that was started in a zone by name has to stay in it, and Nova's list does not say which were.
    private func bound(_ host: ComputeCloud.Host) -> String? {
        guard let zone, let other = host.zone, other != zone else { return nil }
        return "it is in the zone \(other), and whether the server is bound to the zone \(zone) is not known"
    }

    /// What keeps Nova from using the host at all, whatever room it has.
    private func refusal(of host: ComputeCloud.Host) -> HostVerdict? {
        if let fault = request.fault { return .refused(fault) }
        if let refusal = host.refusal { return host.isUnknown ? .unknown(refusal) : .refused(refusal) }
        if let root = host.own.first,
            let trait = rootForbidden.first(where: cloud.providers[root].traits.contains)
        {
            return .refused("Placement has it with the trait \(trait)")
        }
        if !host.aggregates.isEmpty || !request.aggregateSpecs.isEmpty,
            let reason = AggregateFilter(host).refusal(of: request, projects: projects)
        {
            return .refused(reason)
        }
        return nil
    }

    private func unknown(_ host: ComputeCloud.Host) -> HostVerdict? {
        for total in totals {
            guard let number = total.resourceClass else { continue }
            if host.shared.isEmpty, host.own.count == 1, cloud[host.own[0], number]?.used != nil { continue }
            for provider in host.reach where cloud[provider, number].map({ $0.used == nil }) == true {
                return .unknown("how much \(total.name) of \(cloud.providers[provider].name) is used is not known")
            }
        }
        return nil
    }

    private func plainClaim(_ provider: Int) -> Claim? {
        let group = request.groups[0]
        let its = cloud.providers[provider]
        guard group.required.isSubset(of: its.traits), group.forbidden.isDisjoint(with: its.traits) else { return nil }
        var parts: [Claim.Part] = []
        parts.reserveCapacity(totals.count)
        for total in totals {
            guard let number = total.resourceClass, cloud[provider, number]?.admits(total.amount) == true else {
                return nil
            }
            parts.append(.init(provider: provider, resourceClass: number, amount: total.amount))
        }
        return Claim(parts: parts.sorted { $0.resourceClass < $1.resourceClass })
    }

    private func plain(_ provider: Int, _ room: FreeRoom) -> HostVerdict {
        let group = request.groups[0]
        if !group.required.isEmpty || !group.forbidden.isEmpty {
            let its = cloud.providers[provider]
            if !group.required.isSubset(of: its.traits), let trait = group.required.subtracting(its.traits).min() {
                return .refused("it lacks the trait \(trait)")
            }
            if !group.forbidden.isDisjoint(with: its.traits),
                let trait = group.forbidden.intersection(its.traits).min()
            {
                return .refused("it has the forbidden trait \(trait)")
            }
        }
        var verdict = HostVerdict(fits: .max)
        for total in totals {
            guard let number = total.resourceClass, let inventory = cloud[provider, number] else {
                return .refused("it has no \(total.name)", by: total.name)
            }
            guard inventory.admits(total.amount) else {
                return .refused(inventory.objection(to: total.amount, total.name), by: total.name)
            }
            let count = max(0, room[provider, number] / total.amount)
            if count < verdict.fits ?? 0 {
                verdict.fits = count
                verdict.limitingResource = total.name
                let free = room[provider, number]
                verdict.reason = count == 0 ? "\(total.name): \(max(0, free)) free, \(total.amount) needed" : nil
            }
        }
        return verdict
    }

    /// Why no way was found at all.
    private func impossible(on host: ComputeCloud.Host) -> HostVerdict {
        guard !host.own.isEmpty else { return .refused("Placement does not have it") }
        for total in totals {
            let offers = host.reach.compactMap { provider in total.resourceClass.flatMap { cloud[provider, $0] } }
            guard !offers.isEmpty else { return .refused("it has no \(total.name)", by: total.name) }
            let amounts = request.groups.compactMap { $0.resources[total.name] }
            for amount in amounts where !offers.contains(where: { $0.admits(amount) }) {
                return .refused(offers[0].objection(to: amount, total.name), by: total.name)
            }
        }
        return .refused("no combination of its providers has the traits and groups that are asked for")
    }

    /// The class of which there is least, each looked at alone.
    private func limit(_ claims: [Claim], _ room: FreeRoom) -> String? {
        var least: (name: String, count: Int64)?
        for total in totals {
            guard let number = total.resourceClass else { continue }
            let pieces = Set(claims.flatMap { $0.parts.filter { $0.resourceClass == number } })
            let amounts = Dictionary(grouping: pieces, by: \.provider).mapValues { $0.map(\.amount).min() ?? 1 }
            let count = amounts.reduce(Int64(0)) { $0 + max(0, room[$1.key, number] / $1.value) }
            if least.map({ count < $0.count }) ?? true { least = (total.name, count) }
        }
        return least?.name
    }
}

extension ResourceInventory {
    /// Why one claim may not be of this size.
    func objection(to amount: Int64, _ name: String) -> String {
        if amount > maxUnit { return "\(name): one server may claim at most \(maxUnit), it asks for \(amount)" }
        if amount < minUnit { return "\(name): one server must claim at least \(minUnit), it asks for \(amount)" }
        return "\(name): a claim must be a multiple of \(stepSize), it asks for \(amount)"
    }
}

/// Resource classes as people name them: processors, memory, disk, then the others.
enum ResourceOrder {
    private static let known = ["VCPU", "PCPU", "MEMORY_MB", "DISK_GB"]

    static func precedes(_ a: String, _ b: String) -> Bool {
        let (first, second) = (known.firstIndex(of: a) ?? known.count, known.firstIndex(of: b) ?? known.count)
        return (first, a) < (second, b)
    }
}
