/// Places servers that all have to be on one host: each host is tried alone, so that it is exact at any size.
struct PackTogether {
    private let kinds: [PackKind]
    private let start: PackState

    init(_ kinds: [PackKind], _ state: PackState) {
        self.kinds = kinds
        start = state
    }

    /// nil where it cannot tell: other servers are placed too, or a host has several ways to give something.
    func pack(_ best: Packing) -> Packing? {
        guard let first = kinds.first?.item, start.isOneHost(first),
            kinds.allSatisfy({ $0.item.group == first.group })
        else { return nil }
        let hosts = kinds[0].claims.indices.filter { host in kinds.allSatisfy { !$0.claims[host].isEmpty } }
        for host in hosts {
            if let placed = place(on: host) { return Packing(placed: placed, fits: true) }
        }
        guard kinds.allSatisfy(\.isWhole), kinds.allSatisfy({ kind in hosts.allSatisfy { kind.claims[$0].count == 1 } })
        else { return nil }
        var answer = best
        answer.fits = false
        answer.reason = "they have to be on one host, and none that may take them has room for all"
        return answer
    }

    private func place(on host: Int) -> [(item: Int, host: Int)]? {
        var state = start
        var placed: [(item: Int, host: Int)] = []
        for kind in kinds {
            for number in kind.numbers {
                guard state.allows(kind.item, on: host),
                    let claim = kind.claims[host].first(where: { state.room.count($0) > 0 })
                else { return nil }
                state.place(kind.item, claim, on: host)
                placed.append((number, host))
            }
        }
        return placed
    }
}
