import TomboRecords

extension CheckRule {
    static let cephHostsUneven = CheckRule(
        "ceph-hosts-uneven", .warning, kind: "ceph_pool",
        what: "Hosts are so unequal that a pool cannot use all their space.",
        why:
            "Each copy needs a host of its own: what one host has beyond the others stays empty, and no sum of disks shows it.",
        source: "Usable space is the greatest U with sum(min(host, U)) >= size x U.",
        remedy: "Give the hosts disks of equal size.",
        reads: ["ceph_pool"], needs: ["ceph_osd", "ceph_host"],
        settings: [.init(name: "percent", standard: ["10"], what: "Percent of the raw space that may stay unused.")]
    ) { bench in
        let space = try CrushSpace(bench)
        let most = bench.number("percent") / 100
        for pools in space.alike(try CrushSpace.pools(bench)) {
            guard let size = pools[0]["size"].integer, size > 0, pools[0]["failure_domain"] == "host" else { continue }
            let hosts = space.bytes(for: pools[0])
            let unknown = space.unknown(for: pools[0])
            if !unknown.isEmpty {
                bench.cannotJudge(
                    CheckWords.list(pools.map { bench.name($0) }), "the size of \(CheckWords.list(unknown)) is unknown")
                continue
            }
            // Fewer hosts than copies is another rule's finding.
            guard hosts.count >= size else { continue }
            let raw = hosts.values.reduce(0, +)
            let unused =
                raw - Double(size)
                * FailureDomains(hosts.map { .init(name: $0, capacity: $1) }, slots: Int(size)).most.each
            guard raw > 0, unused / raw > most else { continue }
            bench.find(
                CheckWords.list(pools.map { bench.name($0) }),
                "Of \(CheckWords.gibibytes(raw)) raw, \(CheckWords.gibibytes(unused)) can hold no copy: "
                    + "\(size) copies, each on a host of its own, and the hosts are unequal.",
                [
                    "size": .integer(size), "raw_bytes": .integer(Int64(raw)),
                    "unusable_bytes": .integer(Int64(unused)),
                    "hosts": .object(hosts.sorted { $0.key < $1.key }.map { .init($0.key, .integer(Int64($0.value))) }),
                ])
        }
    }
}
