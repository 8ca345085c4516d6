/// What Placement and Nova know of a cloud's compute hosts, ready to be counted on.
struct ComputeCloud: Sendable {
    /// A resource provider; its inventories by the number of their class.
    struct Provider: Sendable {
        var name: String
        var traits: Set<String> = []
        var aggregates: Set<String> = []
        var inventories: [ResourceInventory?] = []
    }

    /// A host aggregate of Nova's, of which a host is a member.
    struct Aggregate: Sendable, Hashable {
        var name: String
        var metadata: [String: String] = [:]
    }

    /// A tree of providers on which Nova runs servers.
    struct Host: Sendable {
        var name: String
        /// Its own provider, then those nested in it; empty where Placement does not have it.
        var own: [Int] = []
        /// Providers outside of the tree that share with it through an aggregate.
        var shared: [Int] = []
        var zone: String?
        var aggregates: [Aggregate] = []
        /// Why no server may go there, whatever it asks; nil where one may.
        var refusal: String?
        /// Whether the refusal is a lack of knowledge.
        var isUnknown = false
        /// Whether its nova-compute answers, so that servers can be moved away from it.
        var isUp = true

        /// The providers whose room it can use.
        var reach: [Int] { own + shared }
    }

    private(set) var classes: [String] = []
    private var numbers: [String: Int] = [:]
    var providers: [Provider] = []
    var hosts: [Host] = []

    func number(of name: String) -> Int? { numbers[name] }

    mutating func learn(_ name: String) -> Int {
        if let known = numbers[name] { return known }
        numbers[name] = classes.count
        classes.append(name)
        return classes.count - 1
    }

    subscript(provider: Int, resourceClass: Int) -> ResourceInventory? {
        get {
            let own = providers[provider].inventories
            return resourceClass < own.count ? own[resourceClass] : nil
        }
        set {
            while providers[provider].inventories.count <= resourceClass { providers[provider].inventories.append(nil) }
            providers[provider].inventories[resourceClass] = newValue
        }
    }

    /// What is free now.
    var room: FreeRoom { FreeRoom(self) }
}

/// What is free of each class at each provider while servers are being placed.
struct FreeRoom: Sendable, Hashable {
    private let width: Int
    private var free: [Int64]

    init(_ cloud: ComputeCloud) {
        width = cloud.classes.count
        free = Array(repeating: 0, count: width * cloud.providers.count)
        for (provider, its) in cloud.providers.enumerated() {
            for (number, inventory) in its.inventories.enumerated() {
                free[provider * width + number] = inventory?.free ?? 0
            }
        }
    }

    subscript(provider: Int, resourceClass: Int) -> Int64 {
        get { free[provider * width + resourceClass] }
        set { free[provider * width + resourceClass] = newValue }
    }

    /// How often a claim still fits.
    func count(_ claim: Claim) -> Int64 {
        var least = Int64.max
        for part in claim.parts { least = min(least, self[part.provider, part.resourceClass] / part.amount) }
        return max(0, least)
    }

    mutating func take(_ claim: Claim, times: Int64 = 1) {
        for part in claim.parts { self[part.provider, part.resourceClass] -= part.amount * times }
    }
}

/// One way in which a host can give what a server asks: Placement's allocation request.
struct Claim: Sendable, Hashable {
    struct Part: Sendable, Hashable {
        var provider: Int
        var resourceClass: Int
        /// Never 0.
        var amount: Int64
    }

    /// Each provider and class once, in their order.
    var parts: [Part]
}
