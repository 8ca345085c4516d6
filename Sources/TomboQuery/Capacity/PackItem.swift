/// One server to be placed.
struct PackItem: Sendable, Hashable {
    /// A hard policy of a server group; soft ones do not refuse a host.
    struct Group: Sendable, Hashable {
        enum Policy: Sendable, Hashable {
            /// At most so many on one host.
            case apart(Int)
            /// All on one host.
            case together
        }

        var name: String
        var policy: Policy
    }

    /// What it is called in an answer: a flavor or a server.
    var name: String
    var request: ResourceRequest
    var projects: Set<String>?
    /// The availability zone it is in: whether it is bound to it, Nova does not tell. nil for what is new.
    var zone: String?
    var group: Group?
    /// What it holds now, which is free again once it is taken away.
    var held: [Claim.Part] = []
    /// Whether Nova would migrate it as it is.
    var isMovable = true
}
