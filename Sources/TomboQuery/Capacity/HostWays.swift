/// Every way in which each host could take one server of a kind, whatever room it has now.
struct HostWays {
    let judge: HostJudge
    /// By the number of the host.
    let claims: [[Claim]]
    /// Hosts of which a figure is not known, or of which not every way was looked at.
    let doubtful: Set<Int>

    init(_ judge: HostJudge) {
        self.judge = judge
        var doubtful: Set<Int> = []
        claims = judge.cloud.hosts.enumerated().map { index, host in
            if judge.doubt(about: host) != nil {
                doubtful.insert(index)
                return []
            }
            let found = judge.claims(on: host)
            if !found.isWhole { doubtful.insert(index) }
            return found.claims
        }
        self.doubtful = doubtful
    }

    /// The ways of all kinds that were asked for: they are the same whichever hosts are lost.
    final class Table {
        private struct Key: Hashable {
            var request: ResourceRequest
            var projects: Set<String>?
            var zone: String?
        }

        let cloud: ComputeCloud
        private var known: [Key: HostWays] = [:]
        /// Projects that an aggregate names: only these make a difference.
        private let tenants: Set<String>

        init(_ cloud: ComputeCloud) {
            self.cloud = cloud
            tenants = cloud.hosts.reduce(into: []) { $0.formUnion(AggregateFilter($1).tenants) }
        }

        func ways(of item: PackItem) -> HostWays {
            let projects = tenants.isEmpty ? nil : item.projects?.intersection(tenants)
            let key = Key(request: item.request, projects: projects, zone: item.zone)
            if let found = known[key] { return found }
            let made = HostWays(HostJudge(item.request, cloud, projects: projects, zone: item.zone))
            known[key] = made
            return made
        }
    }
}
