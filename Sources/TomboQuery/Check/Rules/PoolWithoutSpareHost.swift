import TomboRecords

extension CheckRule {
    static let poolWithoutSpareHost = CheckRule(
        "ceph-pool-no-spare", .info, kind: "ceph_pool",
        what: "Pools have as many copies as there are hosts: after the loss of one nothing is copied anew.",
        why: "The data stay readable, and stay one copy short until the host is back.",
        source: "Ceph: recovery needs another failure domain.",
        remedy: "Add a host with OSDs, if the copies must come back by themselves.",
        needs: ["ceph_osd", "ceph_host"]
    ) { bench in
        let space = try CrushSpace(bench)
        for pools in space.alike(try CrushSpace.pools(bench)) {
            guard let size = pools[0]["size"].integer, let domain = pools[0]["failure_domain"].text,
                let places = space.places(for: pools[0]), size > 1, size == places
            else { continue }
            bench.find(
                CheckWords.list(pools.map { bench.name($0) }),
                "\(size) copies on \(size) \(domain)s: the loss of one leaves every object a copy short.",
                [
                    "size": .integer(size), "failure_domain": .text(domain),
                    "pools": .list(pools.map { .text(bench.name($0)) }),
                ])
        }
    }
}
