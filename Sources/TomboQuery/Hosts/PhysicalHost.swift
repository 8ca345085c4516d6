import TomboRecords

/// One physical host, as all layers together know it.
struct PhysicalHost {
    /// Two layers' views of it, and how they are known to be of one host.
    struct Link: Hashable {
        /// The member that was joined, later in the order of the layers.
        var from: HostMember
        var to: HostMember
        var rule: HostRule
        var value: String
    }

    /// A member that could be of several hosts, and is held to be of none.
    struct Doubt: Hashable {
        var rule: HostRule
        /// References of what it could be.
        var candidates: [String]
    }

    private(set) var members: [HostMember.Kind: HostMember] = [:]
    private(set) var links: [Link] = []
    var doubt: Doubt?

    init(_ member: HostMember, doubt: Doubt? = nil) {
        members[member.kind] = member
        self.doubt = doubt
    }

    mutating func join(_ member: HostMember, to other: HostMember, rule: HostRule, value: String) {
        members[member.kind] = member
        links.append(Link(from: member, to: other, rule: rule, value: value))
    }

    subscript(kind: HostMember.Kind) -> HostMember? { members[kind] }

    /// The name that most people would use: MAAS's, else the hypervisor's, and so on.
    var name: String {
        for kind in [HostMember.Kind.maas, .nova, .juju, .ceph, .placement] {
            if let member = members[kind] { return member.name }
        }
        return ""
    }

    /// The hops from a member to MAAS's view, or to the first layer's that knows the host; then how Juju's machine
    /// belongs there, where the way did not lead over it.
    func path(from member: HostMember) -> [Link] {
        var path: [Link] = []
        var here = member
        while let link = links.first(where: { $0.from == here }) {
            path.append(link)
            here = link.to
        }
        if let juju = members[.juju], let link = links.first(where: { $0.from == juju }), !path.contains(link) {
            path.append(link)
        }
        return path
    }
}
