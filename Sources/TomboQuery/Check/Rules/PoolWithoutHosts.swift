import TomboRecords

extension CheckRule {
    static let poolWithoutHosts = CheckRule(
        "ceph-pool-size", .error, kind: "ceph_pool",
        what: "A pool wants more copies than there are hosts (racks, OSDs) to put them on.",
        why: "Its placement groups stay undersized for ever: every copy must be in a failure domain of its own.",
        source: "Ceph: CRUSH rule, `step chooseleaf firstn 0 type host`.",
        remedy: "Add a host with OSDs, or lower the pool's size.",
        needs: ["ceph_osd", "ceph_host"]
    ) { bench in
        let space = try CrushSpace(bench)
        for pool in try CrushSpace.pools(bench) {
            guard let size = pool["size"].integer, let domain = pool["failure_domain"].text,
                let places = space.places(for: pool)
            else {
                bench.cannotJudge(bench.name(pool), "its size or its failure domain is unknown")
                continue
            }
            guard size > places else { continue }
            bench.find(
                bench.name(pool),
                "The pool wants \(size) copies, each on a \(domain) of its own, and there are \(places).",
                ["size": .integer(size), "failure_domain": .text(domain), "places": .integer(Int64(places))])
        }
    }
}
