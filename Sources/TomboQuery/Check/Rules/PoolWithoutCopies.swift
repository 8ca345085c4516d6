import TomboRecords

extension CheckRule {
    static let poolWithoutCopies = CheckRule(
        "ceph-pool-copies", .warning, kind: "ceph_pool",
        what: "A pool keeps one copy only, or writes when only one is left.",
        why: "With one copy the next dead disk loses data; with min_size 1, what was written last.",
        source: "Ceph: POOL_NO_REDUNDANCY; osd_pool_default_size 3, min_size 2.",
        remedy: "`ceph osd pool set POOL size 3` and `min_size 2`, where the data matter."
    ) { bench in
        for pool in try CrushSpace.pools(bench) {
            guard let size = pool["size"].integer, let least = pool["min_size"].integer, size < 2 || least < 2 else {
                continue
            }
            bench.find(
                bench.name(pool),
                size < 2 ? "The pool keeps one copy." : "The pool takes writes while one copy of \(size) is left.",
                ["size": .integer(size), "min_size": .integer(least)])
        }
    }
}
