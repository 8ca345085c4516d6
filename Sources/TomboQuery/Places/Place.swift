import TomboRecords

/// Where something is, and how that is known.
struct Place {
    /// One step of the way; each says by which fields it is one.
    struct Hop: Hashable {
        var from: String
        var to: String
        /// The fields that are equal, so that a reader can check it.
        var rule: String

        var value: Value {
            .object([.init("from", .text(from)), .init("to", .text(to)), .init("rule", .text(rule))])
        }
    }

    /// The physical host; nil where it is not known, or is more than one.
    var host: String?
    var hypervisor: String?
    /// Juju's machine that is the host: `openstack/3`.
    var jujuMachine: String?
    var maasSystemID: String?
    /// All of them, for what is spread over several.
    var hosts: [String] = []
    var chain: [Hop] = []

    mutating func hop(_ from: String, _ to: String, _ rule: String) {
        chain.append(Hop(from: from, to: to, rule: rule))
    }

    /// The end of the way: a layer's view of a host, and what the other layers call it.
    mutating func arrive(at member: HostMember, of known: PhysicalHost) {
        host = known.name
        hosts = [known.name]
        hypervisor = known[.nova]?.key
        jujuMachine = known[.juju]?.key
        maasSystemID = known[.maas]?.key
        for link in known.path(from: member) {
            hop(link.from.reference, link.to.reference, link.rule.words(link.value))
        }
        if let doubt = known.doubt {
            hop(
                member.reference, "one of \(doubt.candidates.joined(separator: ", "))",
                "ambiguous, so not joined: \(doubt.rule.name)")
        }
    }
}

extension HostRule {
    /// What is alike.
    var name: String {
        switch self {
        case .instance: "instance_id"
        case .fqdn: "FQDN"
        case .shortName: "short name"
        case .address: "IP address"
        case .mac: "MAC address"
        }
    }
}
