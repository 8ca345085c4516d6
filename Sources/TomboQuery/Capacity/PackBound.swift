/// What no placement can exceed: the proofs of a no.
enum PackBound {
    /// What is free of each class on all hosts that are not left out.
    static func free(_ cloud: ComputeCloud, _ room: FreeRoom, without excluded: Set<Int>) -> [String: Int64] {
        var sums = Array(repeating: Int64(0), count: cloud.classes.count)
        var seen = Array(repeating: false, count: cloud.providers.count)
        func add(_ provider: Int) {
            if seen[provider] { return }
            seen[provider] = true
            for number in sums.indices { sums[number] += max(0, room[provider, number]) }
        }
        for (index, host) in cloud.hosts.enumerated() where !excluded.contains(index) {
            host.own.forEach(add)
            host.shared.forEach(add)
        }
        return Dictionary(uniqueKeysWithValues: zip(cloud.classes, sums))
    }

    /// The largest share that it takes of what is free of any class.
    static func size(_ item: PackItem, _ free: [String: Int64]) -> Double {
        item.request.totals.reduce(0) { max($0, Double($1.value) / Double(max(1, free[$1.key] ?? 1))) }
    }

    /// Why they cannot all have a place; nil where these bounds do not say so.
    static func proof(_ kinds: [PackKind], _ state: PackState, _ cloud: ComputeCloud) -> String? {
        for kind in kinds {
            let most = most(kind, state, cloud)
            if most < Int64(kind.numbers.count) {
                let reason = most == 0 ? kind.firstReason(state.room).map { " (\($0))" } ?? "" : ""
                return "\(kind.numbers.count) asked of one size, and even alone at most \(most) fit\(reason)"
            }
        }
        // Only the providers that some claim of these kinds can use count.
        for (number, name) in cloud.classes.enumerated() {
            var asked = Int64(0)
            var givers: Set<Int> = []
            for kind in kinds {
                guard let amount = kind.item.request.totals[name] else { continue }
                asked += amount * Int64(kind.numbers.count)
                for claim in kind.claims.joined() {
                    for part in claim.parts where part.resourceClass == number { givers.insert(part.provider) }
                }
            }
            let free = givers.reduce(Int64(0)) { $0 + max(0, state.room[$1, number]) }
            if asked > free { return "\(name): \(asked) asked, \(free) free on the hosts that may take it" }
        }
        return nil
    }

    /// At most so many of one kind fit, if all the room were theirs.
    static func most(_ kind: PackKind, _ state: PackState, _ cloud: ComputeCloud) -> Int64 {
        var sum = Int64(0)
        var largest = Int64(0)
        for (host, claims) in kind.claims.enumerated() where !claims.isEmpty {
            guard state.allows(kind.item, on: host) else { continue }
            // Ways of one host are added up: too many at worst, never too few.
            var own = claims.reduce(Int64(0)) { $0 + state.room.count($1) }
            if case .apart(let most)? = kind.item.group?.policy {
                own = min(own, Int64(most - state.memberCounts(on: host)[kind.item.group?.name ?? "", default: 0]))
            }
            sum += own
            largest = max(largest, own)
        }
        return state.isOneHost(kind.item) ? largest : sum
    }
}
