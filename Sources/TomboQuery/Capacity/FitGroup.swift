import TomboRecords
import TomboStore

/// The server group that new servers are to be in.
struct FitGroup {
    let policy: ServerGroups.Policy
    let strict: PackItem.Group
    /// The hosts that its members are on, one entry a member.
    private(set) var hosts: [Int] = []
    /// What had to be assumed of its members.
    private(set) var assumed: [String] = []

    /// The same, where the policy only prefers some hosts.
    var soft: PackItem.Group { .init(name: strict.name, policy: policy == .softAffinity ? .gathered : .spread) }

    /// The group called `name`, or a new one with `policy`; nil where neither is asked for. A ``QueryError`` where there
    /// is no such group, or its policy is not known.
    init?(
        _ name: String?, or policy: ServerGroups.Policy?, _ moment: Moment, _ cloud: String, _ compute: ComputeCloud,
        _ kinds: inout Set<String>
    ) throws {
        guard let name else {
            guard let policy else { return nil }
            self.policy = policy
            strict = PackItem.Group(name: "these servers", policy: policy.strict())
            return
        }
        let group = try ServerGroups(moment, cloud: cloud).named(name, cloud: cloud)
        guard let own = group.policy, let strict = group.strict else {
            throw QueryError(
                .notApplicable, "The policy of the server group \(group.name) is none that tombo knows.",
                remedy: "Look at it with `tombo show server-group/\(group.name)`.")
        }
        self.policy = own
        self.strict = strict
        let load = try HostLoad(moment, cloud: cloud, compute, servers: group.members)
        kinds.formUnion(load.kinds)
        hosts = group.members.compactMap { load.servers[$0]?.host }
        if hosts.count < group.members.count {
            assumed = ["\(group.members.count - hosts.count) of the group's members are on no host that is known"]
        }
    }
}
