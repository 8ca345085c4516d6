/// One server to be placed.
struct PackItem: Sendable, Hashable {
    /// The policy of a server group.
    struct Group: Sendable, Hashable {
        enum Policy: Sendable, Hashable {
            /// At most so many on one host.
            case apart(Int)
            /// All on one host.
            case together
            /// Only where another member is already: what becomes of `affinity` when a server is moved, as Nova counts
            /// the host that it leaves as the group's.
            /// Source: `_get_group_details` in nova/scheduler/utils.py, ServerGroupAffinityFilter.
            case withMembers
            /// Rather where few members are, or none; refuses no host.
            case spread
            /// Rather where many members are; refuses no host.
            case gathered

            var isSoft: Bool { self == .spread || self == .gathered }
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
