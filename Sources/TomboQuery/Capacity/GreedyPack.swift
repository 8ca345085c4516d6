/// Places the largest first, each on the host that an order prefers.
struct GreedyPack {
    /// Which host is preferred of those with room.
    enum Order: CaseIterable {
        /// The one that is fullest afterward: keeps large holes for large servers.
        case fullest
        /// The first.
        case first
        /// The one with the most room: spreads, as Nova's weighers do.
        case emptiest
    }

    private let kinds: [PackKind]
    private var state: PackState
    private let hosts: Int

    init(_ kinds: [PackKind], _ state: PackState, hosts: Int) {
        self.kinds = kinds
        self.state = state
        self.hosts = hosts
    }

    func pack(_ order: Order) -> Packing {
        var state = state
        var packing = Packing()
        for kind in kinds {
            if order == .first {
                packing.unplaced += fill(kind, &state, &packing)
                continue
            }
            // FreeRoom only shrinks, and so does a host's count of this kind; only the chosen host's changes.
            var counts = (0..<hosts).map { host in count(kind, host, state) }
            for number in kind.numbers {
                guard let host = choose(order, counts, kind, state),
                    let claim = kind.claims[host].first(where: { state.room.count($0) > 0 })
                else {
                    packing.unplaced.append(number)
                    continue
                }
                state.place(kind.item, claim, on: host)
                packing.placed.append((number, host))
                // What hosts share went down for all of them.
                if kind.claims[host].count > 1 || kind.claims[host] != [claim] {
                    counts = (0..<hosts).map { count(kind, $0, state) }
                } else {
                    counts[host] = count(kind, host, state)
                }
            }
        }
        packing.fits = packing.unplaced.isEmpty ? true : nil
        return packing
    }

    /// Host after host, as many as it takes: each host is looked at once.
    ///
    /// - Returns: those without a place.
    private func fill(_ kind: PackKind, _ state: inout PackState, _ packing: inout Packing) -> ArraySlice<Int> {
        var left = kind.numbers[...]
        for host in 0..<hosts where !kind.claims[host].isEmpty {
            for claim in kind.claims[host] {
                while let number = left.first, state.room.count(claim) > 0, state.allows(kind.item, on: host) {
                    state.place(kind.item, claim, on: host)
                    packing.placed.append((number, host))
                    left.removeFirst()
                }
            }
            if left.isEmpty { break }
        }
        return left
    }

    private func count(_ kind: PackKind, _ host: Int, _ state: PackState) -> Int64 {
        kind.claims[host].reduce(0) { max($0, state.room.count($1)) }
    }

    private func choose(_ order: Order, _ counts: [Int64], _ kind: PackKind, _ state: PackState) -> Int? {
        var chosen: Int?
        for host in 0..<hosts where counts[host] > 0 {
            guard state.allows(kind.item, on: host), kind.claims[host].contains(where: { state.room.count($0) > 0 })
            else { continue }
            guard let best = chosen else {
                chosen = host
                continue
            }
            let (own, other) = (state.penalty(kind.item, on: host), state.penalty(kind.item, on: best))
            if own != other {
                if own < other { chosen = host }
            } else if order == .fullest ? counts[host] < counts[best] : counts[host] > counts[best] {
                chosen = host
            }
        }
        return chosen
    }
}
