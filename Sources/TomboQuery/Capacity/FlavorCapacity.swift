/// How many more servers of one flavor fit, host by host.
struct FlavorCapacity {
    let flavor: FlavorSize
    let request: ResourceRequest
    /// In the order of the cloud's hosts.
    let verdicts: [HostVerdict]
    /// On all hosts together; what hosts share is counted once. nil where a host's is not known.
    private(set) var fits: Int64?
    private(set) var isProven: Bool

    init(_ flavor: FlavorSize, _ request: ResourceRequest, _ cloud: ComputeCloud, projects: Set<String>? = nil) {
        self.flavor = flavor
        self.request = request
        let judge = HostJudge(request, cloud, projects: projects ?? flavor.projects)
        let room = cloud.room
        verdicts = cloud.hosts.map { judge.verdict(on: $0, room) }
        isProven = verdicts.allSatisfy(\.isProven)
        (fits, isProven) = Self.sum(Array(cloud.hosts.indices), verdicts, judge, room)
    }

    /// On some of the hosts together.
    func fits(on hosts: [Int], _ cloud: ComputeCloud, projects: Set<String>? = nil) -> Int64? {
        let judge = HostJudge(request, cloud, projects: projects ?? flavor.projects)
        return Self.sum(hosts, verdicts, judge, cloud.room).0
    }

    private static func sum(
        _ hosts: [Int], _ verdicts: [HostVerdict], _ judge: HostJudge, _ room: FreeRoom
    ) -> (Int64?, Bool) {
        guard hosts.allSatisfy({ verdicts[$0].fits != nil }) else { return (nil, true) }
        var sharers: [Int] = []
        var sum = Int64(0)
        for host in hosts {
            let fits = verdicts[host].fits ?? 0
            if judge.cloud.hosts[host].shared.isEmpty { sum += fits } else if fits != 0 { sharers.append(host) }
        }
        var isProven = hosts.allSatisfy { verdicts[$0].isProven }
        if !sharers.isEmpty {
            let found = sharers.map { judge.claims(on: judge.cloud.hosts[$0]) }
            let count = ClaimCount(
                found.flatMap(\.claims), in: room, isWhole: found.allSatisfy(\.isWhole))
            sum += count.best
            isProven = isProven && count.isProven
        }
        return (sum, isProven)
    }

    /// The class that runs out first on most hosts, of those that may take one at all.
    var limitingResource: String? {
        // Hosts that follow each other mostly have the same: one look-up a run of them.
        var counts: [String: Int] = [:]
        var run: (name: String, count: Int) = ("", 0)
        for case let name? in verdicts.lazy.map(\.limitingResource) {
            if name == run.name {
                run.count += 1
            } else {
                if run.count > 0 { counts[run.name, default: 0] += run.count }
                run = (name, 1)
            }
        }
        if run.count > 0 { counts[run.name, default: 0] += run.count }
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.first?.key
    }
}
