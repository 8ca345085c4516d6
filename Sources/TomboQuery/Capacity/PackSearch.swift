/// Tries every placement: branch and bound, one server after the other.
///
/// Servers that are alike take hosts in rising order, and of hosts that are
/// alike only the first is tried: nothing is tried twice under another name.
/// A branch ends where one kind fits too seldom in what is left, or a class is
/// too short for all that remain.
struct PackSearch {
    /// With more hosts or servers than these it would not end.
    static let hostLimit = 64
    static let itemLimit = 400
    static let steps = 60_000

    private struct Option {
        var host: Int
        var claim: Claim
    }

    private let kinds: [PackKind]
    private let options: [[Option]]
    private let cloud: ComputeCloud
    /// Hosts with the same number have the same makeup, and differ only in what is free.
    private let makeups: [Int]
    private var state: PackState
    private var chosen: [[Int]]
    private var left: Int
    private(set) var isExhausted = true

    init(_ kinds: [PackKind], _ state: PackState, _ cloud: ComputeCloud, steps: Int) {
        self.kinds = kinds
        self.state = state
        self.cloud = cloud
        left = steps
        options = kinds.map { kind in
            kind.claims.enumerated().flatMap { host, claims in claims.map { Option(host: host, claim: $0) } }
        }
        chosen = kinds.map { _ in [] }
        var known: [[[Claim.Part]]] = []
        makeups = cloud.hosts.indices.map { host in
            // Only hosts with one provider of their own can be told to be alike so simply.
            guard cloud.hosts[host].own.count == 1, cloud.hosts[host].shared.isEmpty else { return -1 - host }
            let makeup = kinds.map { kind in
                kind.claims[host].flatMap { claim in
                    claim.parts.map { Claim.Part(provider: 0, resourceClass: $0.resourceClass, amount: $0.amount) }
                }
            }
            if let index = known.firstIndex(of: makeup) { return index }
            known.append(makeup)
            return known.count - 1
        }
    }

    /// The placement; nil where there is none, or none was found in time.
    mutating func run() -> [(item: Int, host: Int)]? {
        guard place(0, 0, from: 0) else { return nil }
        return zip(kinds, zip(chosen, options)).flatMap { kind, choice in
            zip(kind.numbers, choice.0).map { ($0, choice.1[$1].host) }
        }
    }

    private mutating func place(_ kind: Int, _ index: Int, from first: Int) -> Bool {
        guard kind < kinds.count else { return true }
        guard index < kinds[kind].numbers.count else {
            guard kind + 1 < kinds.count, mayFit(kind + 1, 0) else { return kind + 1 == kinds.count }
            return place(kind + 1, 0, from: 0)
        }
        left -= 1
        guard left > 0 else {
            isExhausted = false
            return false
        }
        guard index == 0 || mayFit(kind, index) else { return false }
        var tried: Set<HostSignature> = []
        for option in first..<options[kind].count {
            let (host, claim) = (options[kind][option].host, options[kind][option].claim)
            guard state.room.count(claim) > 0, state.allows(kinds[kind].item, on: host) else { continue }
            // A host before this one that is like it in everything is the same choice.
            if makeups[host] >= 0, !tried.insert(signature(host)).inserted { continue }
            state.place(kinds[kind].item, claim, on: host)
            chosen[kind].append(option)
            if place(kind, index + 1, from: option) { return true }
            chosen[kind].removeLast()
            state.remove(kinds[kind].item, claim, from: host)
            if !isExhausted { return false }
        }
        return false
    }

    private struct HostSignature: Hashable {
        var makeup: Int
        var free: [Int64]
        var members: [String: Int]
    }

    private func signature(_ host: Int) -> HostSignature {
        let provider = cloud.hosts[host].own[0]
        return HostSignature(
            makeup: makeups[host], free: cloud.classes.indices.map { state.room[provider, $0] },
            members: state.memberCounts(on: host))
    }

    /// Whether the bounds leave room for what is not placed yet.
    private func mayFit(_ kind: Int, _ index: Int) -> Bool {
        for later in kind..<kinds.count {
            let wanted = kinds[later].numbers.count - (later == kind ? index : 0)
            if PackBound.most(kinds[later], state, cloud) < Int64(wanted) { return false }
        }
        return true
    }
}
