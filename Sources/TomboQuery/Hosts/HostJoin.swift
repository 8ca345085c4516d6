import TomboRecords

/// Joins what the layers know into hosts (design §6).
///
/// Layer by layer, rule by rule. Where a member fits two hosts, or two
/// members fit one, nobody picks: each stands alone, with its doubt said.
struct HostJoin {
    private(set) var hosts: [PhysicalHost] = []

    init(_ layers: [[HostMember]]) {
        for members in layers { add(members) }
    }

    private struct Match {
        var member: Int
        /// By the index of the host: the member of it that has the same value.
        var hosts: [Int: (other: HostMember, value: String)]
    }

    private mutating func add(_ members: [HostMember]) {
        // Only hosts that were there before: two views of one layer are two hosts.
        var open = Set(hosts.indices)
        var pending = Array(members.indices)
        for rule in HostRule.allCases {
            let index = Self.index(hosts, open, rule)
            let shared = rule.isSharedAtTimes ? Self.repeated(members.compactMap { $0.identifiers[rule] }) : []
            var matches: [Match] = []
            for member in pending {
                var found: [Int: (HostMember, String)] = [:]
                for value in (members[member].identifiers[rule] ?? []).sorted() where !shared.contains(value) {
                    let holders = index[value] ?? [:]
                    if rule.isSharedAtTimes, holders.count > 1 { continue }
                    for (host, other) in holders where found[host] == nil { found[host] = (other, value) }
                }
                if !found.isEmpty { matches.append(Match(member: member, hosts: found)) }
            }
            var claims: [Int: Int] = [:]
            for match in matches { for host in match.hosts.keys { claims[host, default: 0] += 1 } }
            for match in matches {
                let member = members[match.member]
                pending.removeAll { $0 == match.member }
                if match.hosts.count == 1, let (host, with) = match.hosts.first, claims[host] == 1 {
                    hosts[host].join(member, to: with.other, rule: rule, value: with.value)
                    open.remove(host)
                } else {
                    let candidates = match.hosts.values.map(\.other.reference).sorted {
                        NaturalOrder.compare($0, $1) < 0
                    }
                    hosts.append(PhysicalHost(member, doubt: .init(rule: rule, candidates: candidates)))
                }
            }
        }
        hosts += pending.map { members[$0] }.filter(\.kind.standsAlone).map { PhysicalHost($0) }
    }

    /// Who has each value: hosts, each with the first of its members that does.
    private static func index(
        _ hosts: [PhysicalHost], _ open: Set<Int>, _ rule: HostRule
    ) -> [String: [Int: HostMember]] {
        var index: [String: [Int: HostMember]] = [:]
        for host in open {
            for kind in HostMember.Kind.allCases {
                guard let member = hosts[host][kind] else { continue }
                for value in member.identifiers[rule] ?? [] where index[value]?[host] == nil {
                    index[value, default: [:]][host] = member
                }
            }
        }
        return index
    }

    private static func repeated(_ sets: [Set<String>]) -> Set<String> {
        var seen: Set<String> = []
        var repeated: Set<String> = []
        for value in sets.flatMap(\.self) where !seen.insert(value).inserted { repeated.insert(value) }
        return repeated
    }
}
