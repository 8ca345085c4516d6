/// How much fits on domains of which each may hold one copy, or part, of anything.
///
/// The greatest amount U a copy with `Σ min(cᵢ, U) ≥ n·U`: no placement can
/// do better, and one that fills the largest domains first reaches it. As
/// minimum of straight lines that is the least of `(Σ cᵢ without the j
/// largest) / (n − j)` for j from 0 to n − 1.
struct FailureDomains: Sendable {
    struct Domain: Sendable, Equatable {
        var name: String
        /// Bytes that it can hold.
        var capacity: Double
        /// What CRUSH draws it by, in any unit; nil for the capacity.
        var weight: Double?
    }

    struct ByWeight: Sendable, Equatable {
        /// Bytes of each copy, or part.
        var each: Double
        /// The domain that is full first; nil where none is before the others.
        var first: String?
    }

    struct Most: Sendable, Equatable {
        /// Bytes of each copy, or part.
        var each: Double
        /// How many of the largest domains cannot be filled.
        var tooLarge: Int
    }

    /// The largest first.
    let domains: [Domain]
    /// Copies, or parts, that each need a domain of their own.
    let slots: Int
    /// The most that any placement holds.
    let most: Most
    /// What is there when the first domain is full, as CRUSH spreads data by weight.
    ///
    /// Never above `most`. The balancer's exceptions (upmap) can move it towards `most`, not beyond.
    let byWeight: ByWeight

    init(_ domains: [Domain], slots: Int) {
        self.slots = slots
        self.domains = domains.filter { $0.capacity > 0 }.sorted {
            $0.capacity != $1.capacity ? $0.capacity > $1.capacity : $0.name < $1.name
        }
        most = Self.most(self.domains, slots)
        byWeight = Self.byWeight(self.domains, slots, most: most)
    }

    /// Nothing fits on fewer domains than there are copies.
    var isEnough: Bool { Self.isEnough(domains, slots) }

    private static func isEnough(_ domains: [Domain], _ slots: Int) -> Bool { slots > 0 && domains.count >= slots }

    private static func most(_ domains: [Domain], _ slots: Int) -> Most {
        guard isEnough(domains, slots) else { return Most(each: 0, tooLarge: 0) }
        var rest = domains.map(\.capacity).reduce(0, +)
        var best = Most(each: .infinity, tooLarge: 0)
        for large in 0..<slots {
            let each = rest / Double(slots - large)
            if each < best.each * (1 - 1e-12) { best = Most(each: each, tooLarge: large) }
            rest -= domains[large].capacity
        }
        return best
    }

    private static func byWeight(_ domains: [Domain], _ slots: Int, most: Most) -> ByWeight {
        let shares = CrushShares.expected(domains.map { $0.weight ?? $0.capacity }, slots: slots)
        var full = ByWeight(each: .infinity)
        for (domain, share) in zip(domains, shares) where share > 0 {
            let each = domain.capacity / share
            if each < full.each * (1 - 1e-9) { full = ByWeight(each: each, first: domain.name) }
        }
        // Equal but for the last digits of a sum.
        return full.each < most.each * (1 - 1e-6) ? full : ByWeight(each: most.each)
    }

    /// What holds the amount down, in words; `kind` is what a domain is, such as `host`.
    func limit(_ kind: String) -> String {
        if let first = byWeight.first { return "\(first) is full first: CRUSH spreads by weight" }
        if !isEnough { return "\(domains.count) \(kind)s are too few for \(slots) copies or parts" }
        let large = domains.prefix(most.tooLarge).map(\.name).sorted()
        if large.isEmpty { return "all \(domains.count) \(kind)s can be filled" }
        if domains.count == slots { return "\(domains[slots - 1].name), the smallest of \(slots) \(kind)s, limits" }
        return "\(large.joined(separator: ", ")) cannot be filled: a \(kind) holds one copy of anything"
    }
}
